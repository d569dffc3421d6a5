namespace Webmail.TestKit.Servers;

/// <summary>A scripted server as servers are: one message in the inbox, found by any search. For as long as a test lets it be.</summary>
public static class OrdinaryImap
{
    private const string Capabilities = "IMAP4rev1 STARTTLS AUTH=PLAIN SASL-IR ESEARCH UIDPLUS UNSELECT";

    /// <summary>Answers one command after the other, without a greeting.</summary>
    /// <param name="command">The first with this in it is not answered.</param>
    /// <returns>That command's tag.</returns>
    /// <exception cref="IOException">The client left.</exception>
    public static async Task<string> AnswerUntilAsync(this ScriptedConnection connection, string command)
    {
        while (true)
        {
            var line = await connection.HearAsync();
            var tag = line.Split(' ')[0];
            if (line.Contains(command, StringComparison.OrdinalIgnoreCase))
                return tag;
            await connection.SayAsync([.. Answer(tag, line), $"{tag} OK {Code(line)}done"]);
        }
    }

    private static IReadOnlyList<string> Answer(string tag, string line) => Verb(line) switch
    {
        "CAPABILITY" => [$"* CAPABILITY {Capabilities}"],
        "LIST" when line.EndsWith("LIST \"\" \"\"", StringComparison.Ordinal) => ["* LIST (\\Noselect) \"/\" \"\""],
        "LIST" when line.EndsWith("*\"", StringComparison.Ordinal) => ["* LIST () \"/\" INBOX"],
        "LIST" => [$"* LIST () \"/\" {line.Split(' ')[^1]}"],
        "EXAMINE" => ["* FLAGS (\\Seen)", "* 1 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 100000] ."],
        "FETCH" => ["* 1 FETCH (UID 1 FLAGS (\\Seen) INTERNALDATE \"01-Jan-2026 10:00:00 +0000\" RFC822.SIZE 10 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))"],
        "SEARCH" => [$"* ESEARCH (TAG \"{tag}\") UID ALL 1"],
        "LOGOUT" => ["* BYE bye"],
        _ => [],
    };

    private static string Code(string line) => Verb(line) switch
    {
        "AUTHENTICATE" => $"[CAPABILITY {Capabilities}] ",
        "EXAMINE" => "[READ-ONLY] ",
        "COPY" => "[COPYUID 5 1 1] ",
        _ => "",
    };

    private static string Verb(string line) =>
        line.Split(' ').Skip(1).FirstOrDefault(word => !word.Equals("UID", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant() ?? "";
}
