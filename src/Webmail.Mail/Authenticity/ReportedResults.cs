using MimeKit.Cryptography;
using Webmail.Model;

namespace Webmail.Mail.Authenticity;

/// <summary>What the account's own provider found out about the sender (RFC 8601).</summary>
public static class ReportedResults
{
    private const int MaxBytes = 16 * 1024;
    private const int MaxChecks = 20;

    /// <returns>Null when it says nothing that is to be believed.</returns>
    public static SenderView? Read(SenderEvidence evidence, AccountServers account)
    {
        if (evidence.Results is not { Length: > 0 and <= MaxBytes } field || !AuthenticationResults.TryParse(field, out var results))
            return null;
        var server = results.AuthenticationServiceIdentifier ?? "";
        if (!TrustedServers.Trust(account, server, evidence.IsAboveReceived))
            return null;

        var checks = results.Results.Take(MaxChecks).Select(Check).Where(check => check.Method is "dkim" or "spf" or "dmarc").ToList();
        if (checks.Count == 0)
            return null;
        var from = Domains.Of(evidence.Authors.Count > 0 ? evidence.Authors[0].Address : "");
        var (verdict, domain) = Judge(checks, from);
        return new SenderView(verdict, domain, server, checks, []);
    }

    /// <param name="from">Domain of the address in From.</param>
    internal static (SenderVerdict Verdict, string Domain) Judge(IReadOnlyList<SenderCheck> checks, string from)
    {
        if (from.Length == 0)
            return (SenderVerdict.NotSigned, "");
        var signed = checks.Where(check => check is { Method: "dkim", Result: "pass" }).ToList();
        var dmarc = checks.FirstOrDefault(check => check.Method == "dmarc");
        if (dmarc is { Result: "fail" })
            return (SenderVerdict.Failed, from);
        if (signed.Find(check => Domains.AreAligned(check.Domain, from)) is { } own)
            return (SenderVerdict.DomainSigned, own.Domain);
        // DMARC passed by SPF alone, or by a sibling domain.
        if (dmarc is { Result: "pass" } && Domains.AreAligned(dmarc.Domain, from))
            return (SenderVerdict.SentByServer, from);
        if (checks.FirstOrDefault(check => check is { Method: "spf", Result: "pass" } && Domains.AreAligned(check.Domain, from)) is { } sent)
            return (SenderVerdict.SentByServer, sent.Domain);
        if (signed.Count > 0)
            return (SenderVerdict.SignedByOther, signed[0].Domain);
        return checks.Any(check => check is { Method: "dkim", Result: "fail" or "permerror" } or { Method: "spf", Result: "fail" })
            ? (SenderVerdict.Failed, from)
            : checks.Any(check => check.Result == "temperror") ? (SenderVerdict.Unknown, "") : (SenderVerdict.NotSigned, "");
    }

    private static SenderCheck Check(AuthenticationMethodResult result)
    {
        var domain = result.Method switch
        {
            "dkim" => Property(result, "header", "d") is { Length: > 0 } signer ? signer : Property(result, "header", "i"),
            "spf" => Property(result, "smtp", "mailfrom") is { Length: > 0 } sender ? sender : Property(result, "smtp", "helo"),
            _ => Property(result, "header", "from"),
        };
        return new SenderCheck(result.Method.ToLowerInvariant(), (result.Result ?? "").ToLowerInvariant(), Domains.Ascii(domain[(domain.LastIndexOf('@') + 1)..]));
    }

    private static string Property(AuthenticationMethodResult result, string type, string name) =>
        result.Properties.FirstOrDefault(property => property.PropertyType == type && property.Property == name)?.Value ?? "";
}
