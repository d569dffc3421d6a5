using System.Globalization;
using System.Text.RegularExpressions;
using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>A line in which a server said no: "A7 NO [LIMIT] Too many connections", "535 5.7.8 Authentication failed".</summary>
/// <param name="Code">IMAP response code (RFC 5530) or SMTP enhanced status code (RFC 3463); empty when there is none.</param>
/// <param name="ReplyCode">SMTP reply code; 0 for IMAP.</param>
internal sealed partial record ServerRefusal(int ReplyCode, string Code, string Text)
{
    public static ServerRefusal Parse(string line)
    {
        if (SmtpReply().Match(line) is { Success: true } smtp)
            return new ServerRefusal(int.Parse(smtp.Groups["reply"].ValueSpan, CultureInfo.InvariantCulture), smtp.Groups["code"].Value, smtp.Groups["text"].Value.Trim());

        var imap = ImapStatus().Match(line);
        return imap.Success
            ? new ServerRefusal(0, imap.Groups["code"].Value.ToUpperInvariant(), imap.Groups["text"].Value.Trim())
            : new ServerRefusal(0, "", line.Trim());
    }

    /// <param name="otherwise">What it is when neither code nor words say.</param>
    public MailFault ToFault(MailFaultKind otherwise)
    {
        var words = Text.Length > 0 ? Text : Code;
        return MailFaults.Create(Kind(otherwise), words, RetryAfter()) with { Code = ReplyCode > 0 ? Code : "" };
    }

    private MailFaultKind Kind(MailFaultKind otherwise)
    {
        // Gmail and Dovecot report a limit in the words of a failed login, and nobody's password is wrong then;
        // neither is it when Exchange says after the login that it is "authenticated but not connected".
        if (LimitWords().IsMatch(Text))
            return MailFaultKind.Throttled;
        return ReplyCode > 0 ? SmtpKind(otherwise) : ImapKind(otherwise);
    }

    private MailFaultKind ImapKind(MailFaultKind otherwise) => Code.Split(' ')[0] switch
    {
        "AUTHENTICATIONFAILED" or "AUTHORIZATIONFAILED" or "EXPIRED" or "PRIVACYREQUIRED" or "WEBALERT" => MailFaultKind.Authentication,
        "UNAVAILABLE" or "LIMIT" or "INUSE" or "SERVERBUG" or "THROTTLED" or "EXPUNGEISSUED" => MailFaultKind.Throttled,
        "OVERQUOTA" or "TOOBIG" => MailFaultKind.Quota,
        "NONEXISTENT" or "TRYCREATE" => MailFaultKind.NotFound,
        "NOPERM" or "CANNOT" or "ALREADYEXISTS" or "CLIENTBUG" or "CORRUPTION" => MailFaultKind.Refused,
        _ => BusyWords().IsMatch(Text) ? MailFaultKind.Throttled : otherwise,
    };

    private MailFaultKind SmtpKind(MailFaultKind otherwise)
    {
        // Microsoft's words for SMTP AUTH switched off: 5.7.30 and 5.7.139.
        if (ReplyCode is 530 or 534 or 535 or 538 || Code is "5.7.8" or "5.7.9" or "5.7.11" or "5.7.30" or "5.7.139")
            return MailFaultKind.Authentication;
        if (ReplyCode == 552 || Code is "5.2.2" or "5.2.3" or "5.3.4" or "4.2.2")
            return MailFaultKind.Quota;
        return ReplyCode switch
        {
            >= 400 and < 500 => MailFaultKind.Throttled,
            >= 500 and < 600 => MailFaultKind.Refused,
            _ => otherwise,
        };
    }

    // Exchange Online: "Request is throttled. Suggested Backoff Time: 299961 milliseconds".
    private TimeSpan? RetryAfter() =>
        BackoffTime().Match(Text) is { Success: true } match && int.TryParse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    [GeneratedRegex(@"^(?<reply>[2-5]\d\d)(?:[ -](?:(?<code>[245]\.\d{1,3}\.\d{1,3})(?: |$))?(?<text>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SmtpReply();

    [GeneratedRegex(@"^\S+ +(?:OK|NO|BAD|BYE)(?: +(?:\[(?<code>[^\]]*)\])?(?<text>.*))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ImapStatus();

    [GeneratedRegex(@"too many (simultaneous |concurrent |open )?(connections|sessions|logins|login attempts)|maximum number of connections|connection limit|rate limit|is throttled|exceeded (its |the )?(command|bandwidth|download|upload|session|connection)|authenticated but not connected", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LimitWords();

    [GeneratedRegex(@"try again later|temporar(y|ily)|server (is )?busy", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BusyWords();

    [GeneratedRegex(@"Backoff Time: (?<ms>\d{1,8}) milliseconds", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BackoffTime();
}
