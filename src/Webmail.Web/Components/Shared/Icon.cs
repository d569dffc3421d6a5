using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Webmail.Web.Components.Shared;

/// <summary>One icon of <see cref="Icons"/>. Says nothing to a screen reader: the control it stands in carries the name.</summary>
public sealed class Icon : ComponentBase
{
    /// <summary>The icon's name in wwwroot-assets/icons.svg.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Width and height in pixels: 18 in bars, 14–16 in rows, 22 on a phone.</summary>
    [Parameter]
    public int Size { get; set; } = 18;

    /// <summary>Filled instead of outlined: the star that is set.</summary>
    [Parameter]
    public bool Filled { get; set; }

    [Parameter]
    public string? Class { get; set; }

    // Thinner strokes would fade when the grid is drawn smaller than it was designed for.
    private string StrokeWidth => Size switch
    {
        <= 12 => "3",
        <= 14 => "2",
        <= 16 => "1.85",
        _ => "1.7",
    };

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", $"icon{(Filled ? " icon-filled" : null)}{(Class is null ? null : $" {Class}")}");
        builder.AddAttribute(2, "viewBox", "0 0 24 24");
        builder.AddAttribute(3, "width", Size);
        builder.AddAttribute(4, "height", Size);
        builder.AddAttribute(5, "stroke-width", StrokeWidth);
        builder.AddAttribute(6, "aria-hidden", "true");
        // The only markup emitted as such, from our own constant table.
        builder.AddMarkupContent(7, Icons.Shapes[Name]);
        builder.CloseElement();
    }
}
