using System.Globalization;

namespace Webmail.Model;

/// <summary>Where a part is: its number within the message, then within the message or archive that part is, and so on: “2” or “2.0”.</summary>
public readonly record struct PartPath
{
    private const int MaxDepth = 8;
    private const int MaxDigits = 5;

    private readonly string? _text;

    private PartPath(string text) => _text = text;

    /// <summary>Number of the part within the message itself.</summary>
    public int First => int.Parse(Text.AsSpan(0, Text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? dot : Text.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Where to go on within that part; null when that part itself is meant.</summary>
    public PartPath? Rest => Text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? new PartPath(Text[(dot + 1)..]) : null;

    private string Text => _text ?? "0";

    public static implicit operator PartPath(int number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for anything that is no path, and for one that leads deeper than anybody looks.</summary>
    public static PartPath? Parse(string text)
    {
        var numbers = text.Split('.');
        return numbers.Length <= MaxDepth && numbers.All(number => number.Length is > 0 and <= MaxDigits && number.All(char.IsAsciiDigit)) ? new PartPath(text) : null;
    }

    /// <summary>The same part, seen from the message that holds <paramref name="container"/>.</summary>
    public PartPath Within(PartPath container) => new($"{container}.{this}");

    public override string ToString() => Text;
}
