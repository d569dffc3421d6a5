using System.Diagnostics;

namespace Webmail.Model;

/// <summary>
/// Named places where a test ends the process as a power cut would, to prove that nothing acknowledged is lost or done twice.
/// Only a build with <c>-p:CrashPoints=true</c> has them; in every other one the calls are not even compiled.
/// </summary>
public static class CrashPoint
{
    /// <summary>A transaction has written everything and is not committed yet.</summary>
    public const string BeforeCommit = "transaction: before commit";

    /// <summary>A transaction is durable and nobody knows yet.</summary>
    public const string AfterCommit = "transaction: after commit";

    /// <summary>What a scan found is in memory only.</summary>
    public const string Scanned = "sync: scanned, not stored";

    /// <summary>The list of folders is in memory only.</summary>
    public const string Listed = "sync: folders listed, not stored";

    /// <summary>An operation is claimed and the server has not heard of it.</summary>
    public const string Claimed = "replay: claimed, not sent";

    /// <summary>The server has done an operation and the store does not know.</summary>
    public const string Replayed = "replay: done by the server, not recorded";

    /// <summary>A move without MOVE: the copy is made and the original not marked.</summary>
    public const string MoveCopied = "move: copied, not marked deleted";

    /// <summary>A move without MOVE, or a delete: marked \Deleted and not expunged.</summary>
    public const string MarkedDeleted = "move: marked deleted, not expunged";

    /// <summary>A message is in the other account and the store does not know.</summary>
    public const string TransferAppended = "transfer: appended, not recorded";

    /// <summary>A message left the account it came from and the store does not know.</summary>
    public const string TransferRemoved = "transfer: removed, not recorded";

    /// <summary>A queued message is claimed; no byte of it left.</summary>
    public const string SendClaimed = "outbox: claimed, not sent";

    /// <summary>The server accepted a message and the store does not know.</summary>
    public const string SendAccepted = "outbox: accepted, not recorded";

    /// <summary>The copy is in Sent and the store does not know.</summary>
    public const string SendFiled = "outbox: copy in Sent, not recorded";

    /// <summary>A new version of a draft is on the server beside the old one.</summary>
    public const string DraftAppended = "draft: appended, the earlier version not removed";

    /// <summary>A blob's file is durable and has no row yet.</summary>
    public const string BlobWritten = "blob: written, no row";

    /// <summary>Every point, for a test to prove that each was reached.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BeforeCommit, AfterCommit, Scanned, Listed, Claimed, Replayed, MoveCopied, MarkedDeleted, TransferAppended, TransferRemoved, SendClaimed, SendAccepted, SendFiled, DraftAppended, BlobWritten,
    ];

    /// <summary>Hears of every point that is reached, on the thread that reached it.</summary>
    public static Action<string>? OnReached { get; set; }

    [Conditional("CRASH_POINTS")]
    public static void Reach(string point) => OnReached?.Invoke(point);
}
