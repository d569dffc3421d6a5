using Webmail.IntegrationTests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongTestsFirst))]

namespace Webmail.IntegrationTests;

/// <summary>Classes that take longest begin first, so that none of them is left over when all others are done.</summary>
public sealed class LongTestsFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = ["ModelTests", "CourierTests", "ElsewhereTests", "CyrusTests", "SyncTests", "ActionTests", "TransferTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place).ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)];

    // "Test collection for Webmail.IntegrationTests.Engine.SyncTests (id: …)"
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
