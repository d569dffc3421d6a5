using System.Text.Json;
using System.Text.Json.Serialization;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>What the process works on: the first line it reads. Until then it is a spare that waits to be needed.</summary>
public sealed record HostSettings(string DataDirectory, string CaPath, IReadOnlyList<HostServer> Servers);

/// <summary>A mail server on localhost and the people it is for.</summary>
public sealed record HostServer(string Domain, int ImapPort, int SmtpPort);

/// <summary>What the test asks for.</summary>
/// <param name="Messages">By our ids.</param>
/// <param name="Folder">The target of a move, as <see cref="IndexMessage.Folder"/> is written.</param>
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
    AddAccount,
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
public sealed record IndexFolder(string Name, int Total, int Unread);

/// <summary>A message: where the person sees it and where the server has it. A folder is written as the account's address, a slash and its path.</summary>
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
