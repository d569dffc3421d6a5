using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Loader;
using Webmail.TestKit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Webmail.UnitTests;

/// <summary>The shape of the solution as src/docs describes it; what the compiler cannot hold is held here.</summary>
public sealed class ArchitectureTests
{
    private const int LongestFile = 400;

    private static readonly string Source = Path.Combine(Repository.Root, "src");

    [Theory]
    [InlineData("Webmail.Model", "")]
    [InlineData("Webmail.Mail", "Webmail.Model")]
    [InlineData("Webmail.Data", "Webmail.Model")]
    [InlineData("Webmail.Engine", "Webmail.Data Webmail.Mail Webmail.Model")]
    [InlineData("Webmail.Web", "Webmail.Data Webmail.Engine Webmail.Model")]
    public void Project_References_AreTheAgreedOnes(string project, string references) =>
        Items(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(references.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Model_Packages_None() => Items("Webmail.Model", "PackageReference").ShouldBeEmpty();

    [Theory]
    [InlineData("Webmail.Model", "^(MailKit|MimeKit|Microsoft\\.)")]
    [InlineData("Webmail.Mail", "^(Microsoft\\.EntityFrameworkCore|Microsoft\\.AspNetCore|Webmail\\.Data)")]
    [InlineData("Webmail.Data", "^(MailKit|MimeKit|Microsoft\\.AspNetCore\\.Components|Webmail\\.Mail)")]
    [InlineData("Webmail.Engine", "^Microsoft\\.AspNetCore\\.Components")]
    [InlineData("Webmail.Web", "^(MailKit|MimeKit|AngleSharp|Webmail\\.Mail$)")]
    public void Assembly_Uses_NothingOfAnotherLayer(string assembly, string forbidden) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(name => name.Name ?? "").Where(name => Regex.IsMatch(name, forbidden)).ShouldBeEmpty();

    [Fact]
    public void Web_OutsideHostingAndAccount_DoesNotUseData()
    {
        var architecture = new ArchLoader().LoadAssemblies(Assembly.Load("Webmail.Web"), Assembly.Load("Webmail.Data")).Build();
        var rule = Types().That().ResideInAssembly(Assembly.Load("Webmail.Web"))
            .And().DoNotResideInNamespaceMatching(@"^Webmail\.Web\.(Hosting|Account)(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Assembly.Load("Webmail.Data")))
            .WithoutRequiringPositiveResults();

        rule.Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description).ShouldBeEmpty();
    }

    [Fact]
    public void Components_Services_AreStateNotEngine()
    {
        var allowed = new Regex(@"^Webmail\.Web\.(State|Endpoints|Account|Hosting)(\.|$)");
        Assembly.Load("Webmail.Web").GetTypes()
            .Where(type => !allowed.IsMatch(type.Namespace ?? ""))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "InjectAttribute"))
            .Where(property => property.PropertyType.Assembly.GetName().Name is "Webmail.Engine" or "Webmail.Data")
            .Select(property => $"{property.DeclaringType}.{property.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void MarkupString_InSource_AtMostInTheIcon() =>
        SourceFiles("*.cs", "*.razor")
            .Where(file => File.ReadAllText(file).Contains("MarkupString", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Icon.", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void SourceFile_Length_IsBounded() =>
        SourceFiles("*.cs", "*.razor", "*.ts")
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(file => (File: Path.GetRelativePath(Source, file), Lines: File.ReadLines(file).Count()))
            .Where(entry => entry.Lines > LongestFile)
            .ShouldBeEmpty();

    [Fact]
    public void SourceFile_Texts_AreInResources() =>
        SourceFiles("*.razor")
            .Where(file => Regex.IsMatch(File.ReadAllText(file), "[а-яА-ЯёЁ]{3,}"))
            .ShouldBeEmpty();

    private static IEnumerable<string> SourceFiles(params IReadOnlyList<string> patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(Source, pattern, SearchOption.AllDirectories))
            .Where(file => !Regex.IsMatch(Path.GetRelativePath(Source, file), "(^|/)(bin|obj|node_modules|dist)/"));

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(Path.Combine(Source, project, project + ".csproj")).Descendants(item).Select(element => element.Attribute("Include")?.Value.Replace('\\', '/') ?? "");
}
