using System.Collections.Frozen;

namespace Webmail.Mail.Render.Html;

/// <summary>The CSS that mail may use: looks, never place (position), behaviour or anything that loads by itself.</summary>
internal static class CssAllowed
{
    private static readonly FrozenSet<string> Properties = FrozenSet.Create(
        StringComparer.Ordinal,
        "align-content", "align-items", "align-self", "aspect-ratio", "background", "background-attachment", "background-clip", "background-color",
        "background-image", "background-origin", "background-position", "background-repeat", "background-size", "border-collapse", "border-spacing",
        "box-shadow", "box-sizing", "caption-side", "clear", "color", "column-count", "column-gap", "columns", "cursor", "direction", "display",
        "empty-cells", "flex", "flex-basis", "flex-direction", "flex-flow", "flex-grow", "flex-shrink", "flex-wrap", "float", "gap", "height",
        "hyphens", "justify-content", "justify-items", "justify-self", "letter-spacing", "line-break", "line-height", "list-style",
        "list-style-image", "list-style-position", "list-style-type", "max-height", "max-width", "min-height", "min-width", "object-fit",
        "object-position", "opacity", "order", "orphans", "overflow", "overflow-wrap", "overflow-x", "overflow-y", "page-break-after",
        "page-break-before", "page-break-inside", "quotes", "row-gap", "tab-size", "table-layout", "vertical-align", "visibility",
        "white-space", "widows", "width", "word-break", "word-spacing", "word-wrap", "writing-mode");

    private static readonly string[] PropertyFamilies = ["border", "font", "margin", "outline", "padding", "text"];

    private static readonly FrozenSet<string> Functions = FrozenSet.Create(
        StringComparer.Ordinal,
        "calc", "clamp", "hsl", "hsla", "linear-gradient", "max", "min", "radial-gradient", "rgb", "rgba");

    private static readonly FrozenSet<string> PropertiesWithImages = FrozenSet.Create(
        StringComparer.Ordinal, "background", "background-image", "list-style", "list-style-image");

    private static readonly FrozenSet<string> PseudoClasses = FrozenSet.Create(
        StringComparer.Ordinal,
        "active", "empty", "first-child", "first-of-type", "focus", "hover", "last-child", "last-of-type", "link", "only-child", "visited");

    private static readonly FrozenSet<string> MediaWords = FrozenSet.Create(
        StringComparer.Ordinal, "all", "and", "landscape", "not", "only", "portrait", "print", "screen");

    private static readonly FrozenSet<string> MediaFeatures = FrozenSet.Create(
        StringComparer.Ordinal,
        "max-device-width", "max-height", "max-resolution", "max-width", "min-device-width", "min-height", "min-resolution", "min-width",
        "orientation", "-webkit-min-device-pixel-ratio");

    public static bool Property(string name) =>
        Properties.Contains(name)
        || (name != "border-image" && !name.StartsWith("border-image-", StringComparison.Ordinal)
            && PropertyFamilies.Any(family => name == family || (name.StartsWith(family, StringComparison.Ordinal) && name.Length > family.Length && name[family.Length] == '-')));

    public static bool Function(string name) => Functions.Contains(name);

    public static bool Image(string property) => PropertiesWithImages.Contains(property);

    public static bool PseudoClass(string name) => PseudoClasses.Contains(name);

    public static bool MediaWord(string name) => MediaWords.Contains(name);

    public static bool MediaFeature(string name) => MediaFeatures.Contains(name);
}
