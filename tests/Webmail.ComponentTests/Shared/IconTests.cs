using Bunit;
using Webmail.Web.Components.Shared;

namespace Webmail.ComponentTests.Shared;

public sealed class IconTests : BunitContext
{
    [Theory]
    [InlineData(12, "3")]
    [InlineData(14, "2")]
    [InlineData(16, "1.85")]
    [InlineData(18, "1.7")]
    [InlineData(64, "1.7")]
    public void Icon_Size_DecidesTheStroke(int size, string stroke)
    {
        var icon = Render<Icon>(parameters => parameters.Add(p => p.Name, "inbox").Add(p => p.Size, size));

        icon.Find("svg").GetAttribute("stroke-width").ShouldBe(stroke);
        icon.Find("svg").GetAttribute("aria-hidden").ShouldBe("true");
        icon.FindAll("path").ShouldNotBeEmpty();
    }

    [Fact]
    public void Icon_Filled_SaysSo() =>
        Render<Icon>(parameters => parameters.Add(p => p.Name, "star").Add(p => p.Filled, true)).Find("svg").ClassList.ShouldContain("icon-filled");
}
