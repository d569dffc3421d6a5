using Webmail.BrowserTests.Infrastructure;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Tests that stop the mail server everybody uses: they run when nobody else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Outages
{
    public const string Name = "Outages";
}
