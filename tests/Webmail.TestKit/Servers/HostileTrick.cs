namespace Webmail.TestKit.Servers;

/// <summary>What one hostile server does.</summary>
/// <param name="At">The command it answers so; an ordinary server until then. Empty for its greeting.</param>
/// <param name="Strike">The trick itself, with the command's tag.</param>
/// <param name="StartTls">The client is to demand STARTTLS.</param>
public sealed record HostileTrick(string At, Func<ScriptedConnection, string, Task> Strike, bool StartTls = false)
{
    /// <summary>The one of <see cref="All"/> that is not to be noticed but not to be believed.</summary>
    public const string AheadOfTls = "CAPABILITY ahead of TLS";

    /// <summary>Every trick, by a name that says what the server does.</summary>
    /// <remarks>
    /// Not here, because it harms nobody: EXISTS below zero, which is no number to MailKit and passed over; BYE followed by the end of the
    /// connection, at whatever command; deep nesting in THREAD, a command that the product never sends, so that its answer is passed over.
    /// </remarks>
    public static IReadOnlyDictionary<string, HostileTrick> All { get; } = new Dictionary<string, HostileTrick>
    {
        ["greeting signed in"] = new("", async (connection, _) =>
        {
            await connection.SayAsync("* PREAUTH [CAPABILITY IMAP4rev1] welcome back");
            await connection.AnswerUntilAsync("LOGOUT");
        }),
        ["greeting a byte a second"] = new("", (connection, _) => connection.DribbleAsync("* OK " + new string('z', 1000), TimeSpan.FromSeconds(1))),
        [AheadOfTls] = new("STARTTLS", async (connection, tag) =>
        {
            await connection.SayAsync("* CAPABILITY IMAP4rev1 AUTH=FROM-OUTSIDE", $"{tag} OK begin");
            await connection.StartTlsAsync();
            await connection.AnswerUntilAsync("LOGOUT");
        }, StartTls: true),
        ["goodbye without leaving at CAPABILITY"] = new("CAPABILITY", GoodbyeAsync),
        ["goodbye without leaving at AUTHENTICATE"] = new("AUTHENTICATE", GoodbyeAsync),
        ["goodbye without leaving at LIST"] = new("LIST", GoodbyeAsync),
        ["goodbye without leaving at EXAMINE"] = new("EXAMINE", GoodbyeAsync),
        ["goodbye without leaving at FETCH"] = new("FETCH", GoodbyeAsync),
        ["goodbye without leaving at SEARCH"] = new("SEARCH", GoodbyeAsync),
        ["goodbye without leaving at COPY"] = new("UID COPY", GoodbyeAsync),
        ["goodbye without end"] = new("FETCH", (connection, _) => connection.RepeatAsync(Lines("* BYE Autologout; idle for too long"))),
        ["endless line"] = new("FETCH", async (connection, _) =>
        {
            await connection.SendAsync("* OK ");
            await connection.RepeatAsync(new string('a', 10_000));
        }),
        ["endless lines"] = new("FETCH", (connection, _) => connection.RepeatAsync(Lines("* 1 EXISTS"))),
        ["endless folders"] = new("LIST", async (connection, _) =>
        {
            for (var i = 0; ; i++)
                await connection.SendAsync(string.Concat(Enumerable.Range(i * 1000, 1000).Select(folder => $"* LIST () \"/\" {folder}\r\n")));
        }),
        ["endless quoted string"] = new("FETCH", async (connection, _) =>
        {
            await connection.SendAsync("* 1 FETCH (UID 1 ENVELOPE (\"");
            await connection.RepeatAsync(new string('a', 10_000));
        }),
        ["endless literal"] = new("FETCH", async (connection, _) =>
        {
            await connection.SayAsync("* 1 FETCH (UID 1 BODY[HEADER.FIELDS (REFERENCES)] {2147483647}");
            await connection.RepeatAsync(new string('a', 10_000));
        }),
        ["literal cut short"] = new("FETCH", async (connection, tag) =>
        {
            await connection.SayAsync("* 1 FETCH (UID 1 ENVELOPE (NIL {4000}", "short", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        }),
        ["answer a byte a second"] = new("FETCH", (connection, _) =>
            connection.DribbleAsync("* 1 FETCH (UID 1 ENVELOPE (NIL \"" + new string('z', 1000), TimeSpan.FromSeconds(1))),
        ["deep BODYSTRUCTURE"] = new("FETCH", async (connection, tag) =>
        {
            await connection.SayAsync($"* 1 FETCH (UID 1 BODYSTRUCTURE {new string('(', 200_000)}", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        }),
        ["EXISTS 4294967295"] = new("EXAMINE", async (connection, tag) =>
        {
            await connection.SayAsync("* 4294967295 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", $"{tag} OK [READ-ONLY] done");
            await connection.AnswerUntilAsync("LOGOUT");
        }),
        ["100,000 messages described, of one"] = new("FETCH", async (connection, tag) =>
        {
            for (var i = 1; i <= 100_000; i += 1000)
                await connection.SendAsync(string.Concat(Enumerable.Range(i, 1000).Select(n => $"* {n} FETCH (UID {n} FLAGS () ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n")));
            await connection.SayAsync($"{tag} OK done");
            await connection.AnswerUntilAsync("LOGOUT");
        }),
        ["four billion messages found"] = new("SEARCH", async (connection, tag) =>
        {
            await connection.SayAsync($"* ESEARCH (TAG \"{tag}\") UID ALL 1:4294967295", $"{tag} OK done");
            await connection.AnswerUntilAsync("LOGOUT");
        }),
        ["four billion messages copied"] = new("UID COPY", async (connection, tag) =>
        {
            await connection.SayAsync($"{tag} OK [COPYUID 5 1:4294967295 1:4294967295] done");
            await connection.AnswerUntilAsync("LOGOUT");
        }),
        ["tagged answer never comes"] = new("FETCH", (connection, _) => connection.WaitUntilGoneAsync()),
    };

    /// <param name="struck">Completes when a client has come as far as the trick.</param>
    public Func<ScriptedConnection, Task> Script(TaskCompletionSource struck) => async connection =>
    {
        var tag = "";
        if (At.Length > 0)
        {
            await connection.SayAsync("* OK ready");
            tag = await connection.AnswerUntilAsync(At);
        }

        struck.TrySetResult();
        await Strike(connection, tag);
    };

    private static async Task GoodbyeAsync(ScriptedConnection connection, string tag)
    {
        await connection.SayAsync("* BYE [UNAVAILABLE] Come back later");
        await connection.WaitUntilGoneAsync();
    }

    private static string Lines(string line) => string.Concat(Enumerable.Repeat(line + "\r\n", 1000));
}
