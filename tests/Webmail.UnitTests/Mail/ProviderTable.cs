using System.Globalization;
using System.Text;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.UnitTests.Mail;

/// <summary>Writes src/docs/providers.md from providers.json.</summary>
internal static class ProviderTable
{
    private const int ShownNames = 6;

    public static string Write(ProviderFile file)
    {
        var text = new StringBuilder();
        text.Append("# Mail providers known without asking\n\n");
        text.Append("Made from `src/Webmail.Mail/Discovery/providers.json`; a test compares. Letters in parentheses are sources, listed below. What no source states is left out, not guessed: ");
        text.Append("of such a provider Webmail takes 2 connections, tries the whole address as user name and files sent mail itself.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"## Servers of {file.Providers.Count} providers\n\n");
        Row(text, "Id", "Provider", "Domains", "Mail exchangers", "IMAP", "POP3", "SMTP", "Sign-in");
        Row(text, [.. Enumerable.Repeat("---", 8)]);
        foreach (var provider in file.Providers)
        {
            Row(
                text,
                $"`{provider.Id}`",
                provider.Name,
                Names(provider.Domains),
                Names(provider.Mx ?? []),
                Server(provider.Imap),
                Server(provider.Pop3),
                Server(provider.Smtp),
                SignIn(provider));
        }

        text.Append("\n## What else is known\n\n");
        Row(text, "Id", "Files sent mail itself", "Limits", "What its server gets wrong", "Special folders", "First, at the provider");
        Row(text, [.. Enumerable.Repeat("---", 6)]);
        foreach (var provider in file.Providers.Where(HasMore))
        {
            Row(
                text,
                $"`{provider.Id}`",
                provider.SavesSentMail is { } saves ? $"{(saves.Value ? "yes" : "no")} ({saves.Source})" : "",
                string.Join("; ", (provider.Limits ?? []).Select(limit => $"{Words(limit.Kind.ToString())} {limit.Value.ToString(CultureInfo.InvariantCulture)} ({limit.Source})")),
                Quirks(provider.Quirks),
                string.Join("; ", provider.Folders.Select(folder => $"{folder.Role}: {string.Join(", ", folder.Names.Select(name => $"`{name.Replace("|", "\\|", StringComparison.Ordinal)}`"))} ({folder.Source})")),
                string.Join("; ", (provider.Setup ?? []).Select(setup => $"{(setup.Url is null ? setup.En : $"[{setup.En}]({setup.Url.OriginalString})")} ({setup.Source})")));
        }

        text.Append("\n## Providers no mail program can read\n\n");
        Row(text, "Provider", "Domains", "Why");
        Row(text, [.. Enumerable.Repeat("---", 3)]);
        foreach (var provider in file.Unreachable)
            Row(text, provider.Name, Names(provider.Domains), $"{provider.En} ({provider.Source})");

        text.Append("\n## Sources\n\n");
        foreach (var (letters, source) in file.Sources)
            text.Append(CultureInfo.InvariantCulture, $"- {letters.Replace("*", "\\*", StringComparison.Ordinal)}: {source}\n");
        return text.ToString();
    }

    private static bool HasMore(ProviderEntry provider) =>
        provider.SavesSentMail is not null || provider.Limits is not null || provider.Quirks is not null || provider.Setup is not null || provider.Folders.Count > 0;

    private static void Row(StringBuilder text, params IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Names(IReadOnlyList<NamesEntry> entries) => string.Join("; ", entries.Select(entry =>
        string.Join(", ", entry.Names.Take(ShownNames).Select(name => name.Replace("*", "\\*", StringComparison.Ordinal)))
        + (entry.Names.Count > ShownNames ? $" and {(entry.Names.Count - ShownNames).ToString(CultureInfo.InvariantCulture)} more" : "")
        + $" ({entry.Source})"));

    private static string Server(ServerEntry? server)
    {
        if (server is null)
            return "";
        var security = server.Security == ConnectionSecurity.StartTls ? "STARTTLS" : "TLS";
        var login = server.Login switch
        {
            LoginForm.LocalPart => $"; the part before the @ ({server.LoginSource})",
            LoginForm.Address => $"; the whole address ({server.LoginSource})",
            _ => "",
        };
        return $"{server.Host}:{server.Port.ToString(CultureInfo.InvariantCulture)} {security} ({server.Source}){login}";
    }

    private static string SignIn(ProviderEntry provider)
    {
        var ways = new List<string>();
        if (provider.Authentication is { } known)
            ways.Add($"{Words(known.Value.ToString())} ({known.Source})");
        if (provider.OAuth is { } oauth)
            ways.Add($"OAuth2 as {oauth.Value}{(oauth.Pop3 ? "" : ", not for POP3")} ({oauth.Source})");
        return string.Join("; ", ways);
    }

    private static string Quirks(QuirksEntry? quirks)
    {
        if (quirks is null)
            return "";
        var said = new List<string>();
        if (quirks.IgnoredCapabilities is { Count: > 0 } ignored)
            said.Add("not to be relied on: " + string.Join(", ", ignored));
        if (quirks.RefusesSearch)
            said.Add("refuses SEARCH");
        if (quirks.WholeSections)
            said.Add("ranges of a section come wrong");
        return $"{string.Join("; ", said)} ({quirks.Source})";
    }

    /// <summary>ImapDownloadMegabytesADay → imap download megabytes a day.</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString().Replace("o auth only", "OAuth2 only", StringComparison.Ordinal).Replace("imap ", "IMAP ", StringComparison.Ordinal).Replace("pop3 ", "POP3 ", StringComparison.Ordinal);
    }
}
