namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Every browser test belongs to it: they share one browser and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTestGroup : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
