using Webmail.Model;

namespace Webmail.Data;

/// <summary>Finds in a row what a search hit, by the same words as the index.</summary>
internal sealed class HitMarker
{
    private const int SnippetCharacters = 180;

    /// <summary>Characters before the hit, so that it is seen in its sentence.</summary>
    private const int LeadIn = 40;

    private readonly List<(SearchField Field, List<SearchWord> Words, bool IsPrefix)> terms;

    public HitMarker(MailSearch query) => terms = [.. query.Terms.OfType<SearchCondition.Words>().Where(term => !term.IsNegated)
        .Select(term => (term.Field, Words: WordReader.Read(term.Text).ToList(), term.IsPrefix)).Where(term => term.Words.Count > 0)];

    public RowMarks Mark(MessageRow row) => new(
        Find(row.From.Display, field => field != SearchField.Subject), Find(row.Subject, field => field is SearchField.Any or SearchField.Subject), null, Find(row.Preview, field => field == SearchField.Any));

    /// <summary>No mark says yet why a row is there.</summary>
    public bool WantsText(MessageRow row) => row.Marks is { Preview.Count: 0 } marks && terms.Exists(term => term.Field == SearchField.Any)
        && (marks.Subject.Count == 0 || terms.Count(term => term.Field == SearchField.Any) > 1);

    public MessageRow WithSnippet(MessageRow row, string text, string files)
    {
        var places = Find(text, field => field == SearchField.Any);
        if (places.Count == 0)
        {
            places = Find(files, field => field == SearchField.Any);
            text = files;
        }

        if (places.Count == 0 || row.Marks is not { } marks)
            return row;
        var snippet = Cut(text, places[0]);
        return row with { Marks = marks with { Snippet = snippet, Preview = Find(snippet, field => field == SearchField.Any) } };
    }

    private static string Cut(string text, TextMark hit)
    {
        var start = Math.Max(0, hit.Start - LeadIn);
        while (start > 0 && start < hit.Start && !char.IsWhiteSpace(text[start - 1]))
            start++;
        var end = Math.Min(text.Length, start + SnippetCharacters);
        var line = string.Join(' ', text[start..end].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Text.Line((start > 0 ? "…" : "") + line, SnippetCharacters + 2);
    }

    private List<TextMark> Find(string text, Func<SearchField, bool> counts)
    {
        var marks = new List<TextMark>();
        if (text.Length == 0 || !terms.Exists(term => counts(term.Field)))
            return marks;

        var words = WordReader.Read(text).ToList();
        var hit = new bool[words.Count];
        foreach (var (_, wanted, isPrefix) in terms.Where(term => counts(term.Field)))
        {
            for (var at = 0; at + wanted.Count <= words.Count; at++)
            {
                if (IsAt(words, at, wanted, isPrefix))
                    Array.Fill(hit, true, at, wanted.Count);
            }
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (hit[i])
                marks.Add(new TextMark(words[i].Start, words[i].Length));
        }

        return marks;
    }

    private static bool IsAt(List<SearchWord> words, int at, List<SearchWord> wanted, bool isPrefix)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            var (word, want) = (words[at + i], wanted[i]);
            if (word.Stem != want.Stem && !(isPrefix && i == wanted.Count - 1 && word.Stem.StartsWith(want.Folded, StringComparison.Ordinal)))
                return false;
        }

        return true;
    }
}
