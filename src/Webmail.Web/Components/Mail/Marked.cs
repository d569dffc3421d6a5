using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>A text with the hits of a search in <c>mark</c> elements.</summary>
public sealed class Marked : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Ascending and apart; what lies outside the text is left out.</summary>
    [Parameter]
    public IReadOnlyList<TextMark> Marks { get; set; } = [];

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var end = 0;
        foreach (var mark in Marks)
        {
            if (mark.Start < end || mark.Start + mark.Length > Text.Length)
                continue;
            builder.AddContent(0, Text[end..mark.Start]);
            builder.OpenElement(1, "mark");
            builder.AddContent(2, Text.Substring(mark.Start, mark.Length));
            builder.CloseElement();
            end = mark.Start + mark.Length;
        }

        builder.AddContent(3, Text[end..]);
    }
}
