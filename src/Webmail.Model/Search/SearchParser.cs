using System.Globalization;

namespace Webmail.Model;

/// <summary>
/// Reads the search box: words, "phrases", -exclusions and operators in both languages. Never throws; what cannot be understood is
/// reported and left out, so that a half-typed operator does not empty the list.
/// </summary>
public sealed class SearchParser
{
    public const int MaxLength = 500;
    public const int MaxTerms = 20;

    // Shorter ones begin too many words.
    private const int ShortestPrefix = 2;
    private const int MaxShown = 60;

    private static readonly Dictionary<string, Operator> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["from"] = Operator.From,
        ["от"] = Operator.From,
        ["to"] = Operator.To,
        ["кому"] = Operator.To,
        ["subject"] = Operator.Subject,
        ["тема"] = Operator.Subject,
        ["in"] = Operator.In,
        ["в"] = Operator.In,
        ["папка"] = Operator.In,
        ["has"] = Operator.Has,
        ["есть"] = Operator.Has,
        ["is"] = Operator.Is,
        ["это"] = Operator.Is,
        ["before"] = Operator.Before,
        ["до"] = Operator.Before,
        ["older"] = Operator.Before,
        ["after"] = Operator.After,
        ["после"] = Operator.After,
        ["newer"] = Operator.After,
        ["larger"] = Operator.Larger,
        ["больше"] = Operator.Larger,
        ["smaller"] = Operator.Smaller,
        ["меньше"] = Operator.Smaller,
    };

    private static readonly HashSet<string> Attachment = new(StringComparer.OrdinalIgnoreCase) { "attachment", "attachments", "file", "files", "вложение", "вложения", "файл", "файлы" };

    private static readonly Dictionary<string, (MailFlags Flag, bool IsSet)> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unread"] = (MailFlags.Seen, false),
        ["непрочитано"] = (MailFlags.Seen, false),
        ["непрочитанное"] = (MailFlags.Seen, false),
        ["новое"] = (MailFlags.Seen, false),
        ["read"] = (MailFlags.Seen, true),
        ["прочитано"] = (MailFlags.Seen, true),
        ["прочитанное"] = (MailFlags.Seen, true),
        ["starred"] = (MailFlags.Flagged, true),
        ["flagged"] = (MailFlags.Flagged, true),
        ["важное"] = (MailFlags.Flagged, true),
        ["помечено"] = (MailFlags.Flagged, true),
        ["answered"] = (MailFlags.Answered, true),
        ["отвечено"] = (MailFlags.Answered, true),
    };

    private readonly string text;
    private readonly DateOnly today;
    private readonly List<SearchCondition> terms = [];
    private readonly List<SearchProblem> problems = [];
    private int position;

    private SearchParser(string text, DateOnly today)
    {
        this.text = text;
        this.today = today;
    }

    private enum Operator
    {
        From,
        To,
        Subject,
        In,
        Has,
        Is,
        Before,
        After,
        Larger,
        Smaller,
    }

    /// <param name="today">The person's day, from which <c>7d</c> counts back.</param>
    public static MailSearch Parse(string? typed, DateOnly today)
    {
        var parser = new SearchParser(typed is { Length: > MaxLength } ? typed[..MaxLength] : typed ?? "", today);
        if (typed is { Length: > MaxLength })
            parser.Report(SearchProblemKind.TooLong, typed);
        parser.Run();
        return new MailSearch(parser.text, parser.terms, parser.problems);
    }

    private void Run()
    {
        while (SkipSpace())
        {
            if (terms.Count == MaxTerms)
            {
                Report(SearchProblemKind.TooLong, text[position..]);
                return;
            }

            var start = position;
            var isNegated = text[position] == '-' && position + 1 < text.Length && !char.IsWhiteSpace(text[position + 1]);
            if (isNegated)
                position++;
            if (ReadOperator() is { } name)
                ReadOperand(name, isNegated, start);
            else
                AddWords(SearchField.Any, ReadValue(), isNegated);
        }
    }

    private bool SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
        return position < text.Length;
    }

    private Operator? ReadOperator()
    {
        var colon = position;
        while (colon < text.Length && char.IsLetter(text[colon]))
            colon++;
        if (colon == position || colon == text.Length || text[colon] != ':' || !Operators.TryGetValue(text[position..colon], out var found))
            return null;
        position = colon + 1;
        return found;
    }

    private void ReadOperand(Operator name, bool isNegated, int start)
    {
        var value = ReadValue();
        var asTyped = text[start..position];
        if (value.Text.Length == 0)
        {
            Report(SearchProblemKind.NoValue, asTyped);
            return;
        }

        switch (name)
        {
            case Operator.From:
                AddWords(SearchField.From, value, isNegated);
                break;
            case Operator.To:
                AddWords(SearchField.To, value, isNegated);
                break;
            case Operator.Subject:
                AddWords(SearchField.Subject, value, isNegated);
                break;
            case Operator.In:
                terms.Add(new SearchCondition.In(value.Text, isNegated));
                break;
            case Operator.Has when Attachment.Contains(value.Text):
                terms.Add(new SearchCondition.Attachment(isNegated));
                break;
            case Operator.Is when Flags.TryGetValue(value.Text, out var flag):
                terms.Add(new SearchCondition.Flag(flag.Flag, flag.IsSet, isNegated));
                break;
            case Operator.Has or Operator.Is:
                Report(SearchProblemKind.NotKnown, asTyped);
                break;
            case Operator.Before when Day(value.Text) is { } day:
                terms.Add(new SearchCondition.Before(day, isNegated));
                break;
            case Operator.After when Day(value.Text) is { } day:
                terms.Add(new SearchCondition.After(day, isNegated));
                break;
            case Operator.Before or Operator.After:
                Report(SearchProblemKind.NotADate, asTyped);
                break;
            case Operator.Larger when Size(value.Text) is { } size:
                terms.Add(new SearchCondition.Larger(size, isNegated));
                break;
            case Operator.Smaller when Size(value.Text) is { } size:
                terms.Add(new SearchCondition.Smaller(size, isNegated));
                break;
            default:
                Report(SearchProblemKind.NotASize, asTyped);
                break;
        }
    }

    /// <summary>A word, or what stands between quotes; a quote that is never closed runs to the end.</summary>
    private (string Text, bool IsQuoted) ReadValue()
    {
        if (position < text.Length && Closing(text[position]) is { } closing)
        {
            var end = text.IndexOf(closing, position + 1);
            var value = end < 0 ? text[(position + 1)..] : text[(position + 1)..end];
            position = end < 0 ? text.Length : end + 1;
            return (value.Trim(), end >= 0);
        }

        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]))
            position++;
        return (text[start..position], false);
    }

    private static char? Closing(char opening) => opening switch
    {
        '"' => '"',
        '«' => '»',
        '“' => '”',
        '„' => '“',
        _ => null,
    };

    private void AddWords(SearchField field, (string Text, bool IsQuoted) value, bool isNegated)
    {
        var letters = value.Text.Count(char.IsLetterOrDigit);
        if (letters == 0)
            return;
        var isBeingTyped = position == text.Length && !value.IsQuoted && char.IsLetterOrDigit(value.Text[^1]);
        terms.Add(new SearchCondition.Words(field, value.Text, isBeingTyped && letters >= ShortestPrefix, isNegated));
    }

    private DateOnly? Day(string value)
    {
        if (DateOnly.TryParseExact(value, ["yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        if (value.Length < 2 || !int.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 40_000)
            return null;

        // Years of the calendar begin at 1; nobody means what is before that.
        var days = number * char.ToLowerInvariant(value[^1]) switch
        {
            'd' or 'д' => 1L,
            'w' or 'н' => 7,
            'm' or 'м' => 30,
            'y' or 'г' or 'л' => 365,
            _ => -1,
        };
        return days < 0 ? null : today.AddDays(-(int)Math.Min(days, today.DayNumber));
    }

    private static long? Size(string value)
    {
        var digits = value.TrimEnd('b', 'B', 'б', 'Б');
        if (digits.Length == 0)
            return null;
        var unit = char.ToLowerInvariant(digits[^1]) switch
        {
            'k' or 'к' => 1024L,
            'm' or 'м' => 1024L * 1024,
            'g' or 'г' => 1024L * 1024 * 1024,
            _ => 1,
        };
        return long.TryParse(unit == 1 ? digits : digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / unit ? number * unit : null;
    }

    private void Report(SearchProblemKind kind, string part) => problems.Add(new SearchProblem(kind, part.Length <= MaxShown ? part : part[..MaxShown]));
}
