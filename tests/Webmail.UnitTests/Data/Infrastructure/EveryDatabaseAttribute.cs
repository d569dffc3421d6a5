using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Webmail.UnitTests.Data;

/// <summary>Runs a theory whose first parameter is a <see cref="Database"/> once on each, with the other arguments given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryDatabaseAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Enum.GetValues<Database>().Select(database => new TheoryDataRow([database, .. arguments]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
