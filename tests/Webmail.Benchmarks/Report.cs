using System.Globalization;
using System.Text;

namespace Webmail.Benchmarks;

/// <summary>What src/docs/performance.md will say, and what was slower or larger than its budget.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    /// <summary>One line each.</summary>
    public List<string> OverBudget { get; } = [];

    public void Section(string title, FormattableString about, string columns, string alignment)
    {
        Console.WriteLine($"{title} …");
        _text.AppendLine().AppendLine("## " + title).AppendLine();
        _text.AppendLine(about.ToString(CultureInfo.InvariantCulture)).AppendLine();
        if (columns.Length > 0)
            _text.AppendLine(columns).AppendLine(alignment);
    }

    public void Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    public void Line(string line)
    {
        Console.WriteLine(line);
        _text.AppendLine(line);
    }

    public void Check(bool isWithin, FormattableString otherwise)
    {
        if (!isWithin)
            OverBudget.Add("Over budget: " + otherwise.ToString(CultureInfo.InvariantCulture));
    }

    public override string ToString() => _text.ToString();
}
