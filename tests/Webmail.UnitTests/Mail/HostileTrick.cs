using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>What one hostile server does.</summary>
/// <param name="Prepare">Plays an ordinary server up to the command the trick answers; gives its tag.</param>
/// <param name="Strike">The trick itself.</param>
internal sealed record HostileTrick(Func<ScriptedConnection, Task<string>> Prepare, Func<ScriptedConnection, string, Task> Strike)
{
    /// <summary>Every trick, by a name that says what the server does.</summary>
    public static IReadOnlyDictionary<string, HostileTrick> All { get; } = new Dictionary<string, HostileTrick>
    {
        ["greeting signed in"] = new(AtOnceAsync, async (connection, _) =>
        {
            await connection.SayAsync("* PREAUTH [CAPABILITY IMAP4rev1] welcome back");
            await SayYesAsync(connection);
        }),
        ["greeting a byte a second"] = new(AtOnceAsync, (connection, _) => connection.DribbleAsync("* OK " + new string('z', 1000), TimeSpan.FromSeconds(1))),
        ["goodbye without end"] = new(OpenedAsync, (connection, _) =>
            connection.RepeatAsync(string.Concat(Enumerable.Repeat("* BYE Autologout; idle for too long\r\n", 1000)))),
        ["endless line"] = new(OpenedAsync, async (connection, _) =>
        {
            await connection.SendAsync("* OK ");
            await connection.RepeatAsync(new string('a', 10_000));
        }),
        ["endless lines"] = new(OpenedAsync, (connection, _) => connection.RepeatAsync(string.Concat(Enumerable.Repeat("* 1 EXISTS\r\n", 1000)))),
        ["endless quoted string"] = new(OpenedAsync, async (connection, _) =>
        {
            await connection.SendAsync("* 1 FETCH (UID 1 ENVELOPE (\"");
            await connection.RepeatAsync(new string('a', 10_000));
        }),
        ["literal cut short"] = new(OpenedAsync, async (connection, tag) =>
        {
            await connection.SayAsync("* 1 FETCH (UID 1 ENVELOPE (NIL {4000}", "short", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        }),
        ["answer a byte a second"] = new(OpenedAsync, (connection, _) =>
            connection.DribbleAsync("* 1 FETCH (UID 1 ENVELOPE (NIL \"" + new string('z', 1000), TimeSpan.FromSeconds(1))),
        ["deep BODYSTRUCTURE"] = new(OpenedAsync, async (connection, tag) =>
        {
            await connection.SayAsync($"* 1 FETCH (UID 1 BODYSTRUCTURE {new string('(', 200_000)}", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        }),
        ["tagged answer never comes"] = new(OpenedAsync, (connection, _) => connection.WaitUntilGoneAsync()),
    };

    /// <param name="struck">Completes when a client has come as far as the trick.</param>
    public Func<ScriptedConnection, Task> Script(TaskCompletionSource struck) => async connection =>
    {
        var tag = await Prepare(connection);
        struck.TrySetResult();
        await Strike(connection, tag);
    };

    private static Task<string> AtOnceAsync(ScriptedConnection connection) => Task.FromResult("");

    /// <summary>Up to the first FETCH in the inbox.</summary>
    private static async Task<string> OpenedAsync(ScriptedConnection connection)
    {
        await connection.ImapSignInAsync();
        await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
        return await connection.ExpectAsync("FETCH");
    }

    private static async Task SayYesAsync(ScriptedConnection connection)
    {
        while (true)
        {
            var tag = (await connection.HearAsync()).Split(' ')[0];
            await connection.SayAsync("* LIST () \"/\" INBOX", $"{tag} OK done");
        }
    }
}
