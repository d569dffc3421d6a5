using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The words of one message by where they stand.</summary>
/// <param name="Scope">Whose it is and what it has, as words nobody can type: a query always asks for the person's.</param>
internal sealed record SearchDocument(
    SearchKey Key, long UserId, IReadOnlyList<string> Scope, IReadOnlyList<string> From, IReadOnlyList<string> To, IReadOnlyList<string> Subject, IReadOnlyList<string> Files, IReadOnlyList<string> Text)
{
    /// <summary>Of a text. A novel's later chapters are not looked through.</summary>
    private const int MaxTextWords = 8000;

    /// <summary>Of the recipients: mass mail names hundreds.</summary>
    private const int MaxPeopleWords = 1000;

    public static SearchDocument Of(MailMessage message, string files = "", string text = "")
    {
        var (to, cc, _) = MessagePeople.Read(message.People);
        return new SearchDocument(
            SearchKey.Of(message), message.UserId, ScopeOf(message),
            Stems($"{message.FromName} {message.FromAddress}", MaxPeopleWords),
            Stems(string.Join(' ', to.Concat(cc).Select(person => $"{person.Name} {person.Address}")), MaxPeopleWords),
            Stems(message.Subject, MaxPeopleWords), Stems(files, MaxPeopleWords), Stems(text, MaxTextWords));
    }

    // No word of a text has an underscore.
    public const string AttachmentWord = "_file";

    public static string PersonWord(UserId user) => $"_u{user}";

    public static string AccountWord(AccountId account) => $"_a{account}";

    private static List<string> ScopeOf(MailMessage message)
    {
        List<string> scope = [PersonWord(new UserId(message.UserId)), AccountWord(message.AccountId)];
        if (message.HasAttachments)
            scope.Add(AttachmentWord);
        return scope;
    }

    private static List<string> Stems(string text, int max) => [.. WordReader.Read(text, max).Select(word => word.Stem)];
}
