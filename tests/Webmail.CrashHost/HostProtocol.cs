using System.Text.Json;
using System.Text.Json.Serialization;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>How the process is started: its only argument.</summary>
public sealed record HostSettings(string DataDirectory, string CaPath, int ImapPort, int SmtpPort, IReadOnlyList<string> Domains);

/// <summary>What the test asks for.</summary>
/// <param name="Messages">By our ids.</param>
/// <param name="Folder">Path of the target of a move.</param>
/// <param name="Subject">Of a message to send to <paramref name="Address"/>; different for each.</param>
/// <param name="Undo">Token of an earlier reply.</param>
/// <param name="Point">Where to die.</param>
/// <param name="Passes">How often the point is passed before that.</param>
public sealed record HostRequest(
    HostVerb Verb,
    string Address = "",
    string Password = "",
    IReadOnlyList<long>? Messages = null,
    MailFlags Add = MailFlags.None,
    MailFlags Remove = MailFlags.None,
    string Folder = "",
    string Subject = "",
    Guid Undo = default,
    string Point = "",
    int Passes = 0);

/// <summary>Verbs of <see cref="HostRequest"/>.</summary>
public enum HostVerb
{
    SignIn,
    Flags,
    Move,
    Delete,
    Undo,
    Send,
    Refresh,
    Snapshot,
    Arm,
}

/// <summary>What the process answers.</summary>
/// <param name="Count">Messages an action changed.</param>
/// <param name="Reached">How often each crash point was passed since the start.</param>
public sealed record HostReply(int Count = 0, Guid Undo = default, IndexSnapshot? Snapshot = null, IReadOnlyDictionary<string, int>? Reached = null);

/// <summary>Everything the index holds of one person.</summary>
/// <param name="IsQuiet">No operation waits, and every account is online.</param>
public sealed record IndexSnapshot(
    bool IsQuiet, IReadOnlyList<IndexFolder> Folders, IReadOnlyList<IndexMessage> Messages, IReadOnlyList<QueuedMessage> Outbox, IReadOnlyList<string> Waiting);

/// <summary>A message the person sent.</summary>
public sealed record QueuedMessage(string Header, string Subject, OutboxState State);

/// <summary>A folder and its counters.</summary>
public sealed record IndexFolder(long Id, string Path, int Total, int Unread, bool IsComplete);

/// <summary>A message: where the person sees it and where the server has it.</summary>
public sealed record IndexMessage(long Id, string Header, string Folder, MailFlags Flags, bool IsShown, string ServerFolder, uint? Uid, MailFlags ServerFlags, string? Failure);

/// <summary>How both sides write it.</summary>
public static class HostJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };
}
