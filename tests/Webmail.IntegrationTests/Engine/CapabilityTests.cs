namespace Webmail.IntegrationTests.Engine;

/// <summary>Dovecot without one of its capabilities, in turn: everything still works, and the server's own log shows by which command.</summary>
public sealed class CapabilityTests(CapabilityRuns runs) : IClassFixture<CapabilityRuns>
{
    /// <summary>What is hidden; what then must not be sent; what is sent instead.</summary>
    public static TheoryData<string, string, string> Lacking => new()
    {
        { "", "CHANGEDSINCE", "QRESYNC" },
        { "QRESYNC", "QRESYNC", "CHANGEDSINCE" },
        { "QRESYNC CONDSTORE", "CONDSTORE", "UID FETCH" },
        { "ESEARCH QRESYNC", "RETURN (ALL)", "UID SEARCH UID" },
        { "MOVE", "UID MOVE", "UID EXPUNGE" },
        { "MOVE UIDPLUS", "UID EXPUNGE", "EXPUNGE" },
        { "LIST-STATUS", "STATUS (", "LIST" },
        { "LIST-EXTENDED LIST-STATUS SPECIAL-USE", "RETURN (SUBSCRIBED", "LIST \"\" \"*\"" },
        { "NOTIFY", "NOTIFY", "IDLE" },
        { "IDLE NOTIFY", "IDLE", "LIST" },
        { "PREVIEW=FUZZY PREVIEW", "PREVIEW", "BODY.PEEK[" },
        { "NAMESPACE", "NAMESPACE", "LIST \"\" \"\"" },
        { "ID", "ID (", "LIST" },
    };

    [Theory]
    [MemberData(nameof(Lacking))]
    public async Task SyncAndActions_CapabilityHidden_OtherCommandSameResult(string hidden, string absent, string present)
    {
        var commands = await runs.CommandsAsync(hidden);

        commands.ShouldNotContain(command => command.Contains(absent, StringComparison.Ordinal));
        commands.ShouldContain(command => command.Contains(present, StringComparison.Ordinal));
    }
}
