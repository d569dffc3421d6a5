using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Webmail.Model;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Mail;

/// <summary>What is said of a message on its way out, and what a server's refusal means.</summary>
public sealed partial class OutboxWords(IStringLocalizer<MailTexts> texts, MailWords words)
{
    /// <summary>The third line of its row.</summary>
    /// <param name="serverText">The server's words of the last attempt; null when there was nothing to say.</param>
    public string Line(OutboxStatus status, string? serverText) => status switch
    {
        { Refused: { Count: > 0 } refused } => texts["OutboxRefused", string.Join(", ", refused.Select(one => one.Address)), Explain(refused[0].ServerText)],
        { State: OutboxState.Queued } when OutboxNotes.ReadDailyLimit(serverText) is { } limit => texts["OutboxDailyLimit", limit, words.WhenFully(status.Due)],
        { State: OutboxState.Queued } when serverText == OAuthTokens.EndedWords => texts["OutboxNeedsConsent"],
        { State: OutboxState.Queued, Attempts: > 0 } => texts["OutboxRetries", words.WhenFully(status.Due), Explain(serverText ?? "")],
        { State: OutboxState.Queued, Scheduled: true } => texts["OutboxScheduled", words.WhenFully(status.Due)],
        { State: OutboxState.Queued } => texts["OutboxSoon"],
        { State: OutboxState.Submitting } => texts["OutboxSending"],
        { State: OutboxState.Rejected } => texts["OutboxRejected", Explain(serverText ?? "")],
        { State: OutboxState.Uncertain } => texts["OutboxUncertain"],
        _ => texts["OutboxFiling"],
    };

    /// <summary>True when the person has to do something about it.</summary>
    public static bool IsProblem(OutboxStatus status) => status is { Refused.Count: > 0 } or { State: OutboxState.Rejected or OutboxState.Uncertain } or { State: OutboxState.Queued, Attempts: > 0 };

    /// <summary>What the server meant, in plain words, then what it said.</summary>
    public string Explain(string serverText) => Meaning(serverText) is { } meaning ? $"{texts[meaning]} “{serverText}”" : serverText;

    // Enhanced status codes (RFC 3463); whoever has none says it in words that nobody can tell apart.
    private static string? Meaning(string serverText) => EnhancedCode().Match(serverText) is not { Success: true } code ? null : code.Groups[1].Value switch
    {
        "1.1" or "1.6" or "1.10" => "WhyNoSuchPerson",
        "1.2" or "4.4" => "WhyNoSuchDomain",
        "1.3" => "WhyBadAddress",
        "1.7" or "1.8" or "7.8" or "7.60" => "WhySender",
        "2.1" => "WhyMailboxOff",
        "2.2" => "WhyMailboxFull",
        "2.3" or "3.4" => "WhyTooLarge",
        "4.1" or "4.2" => "WhyNotReachable",
        "5.3" => "WhyTooManyRecipients",
        "6.7" => "WhyInternational",
        "7.1" or "7.0" => "WhyPolicy",
        _ => null,
    };

    [GeneratedRegex(@"\b[245]\.(\d{1,3}\.\d{1,3})\b")]
    private static partial Regex EnhancedCode();
}
