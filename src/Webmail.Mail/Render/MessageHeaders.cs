using System.Text;
using MimeKit;
using MimeKit.Utils;
using Webmail.Mail.Authenticity;
using Webmail.Mail.Render.Mime;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Reads header fields of strangers: decoded, bounded, undeclared 8-bit text guessed.</summary>
/// <param name="fallback">What 8-bit text is taken for when it is neither declared nor UTF-8.</param>
internal sealed class MessageHeaders(HeaderBlock headers, RenderBudget budget, Encoding fallback)
{
    private const int MaxSubject = 2000;
    private const int MaxName = 200;
    private const int MaxAddress = 320;
    private const int MaxDeliveries = 10;

    private readonly ParserOptions _options = Options(fallback);
    private int _addresses = budget.Limits.Addresses;

    /// <summary>How fields are read everywhere: leniently, with nesting of groups bounded.</summary>
    public static ParserOptions Options(Encoding fallback) => new()
    {
        CharsetEncoding = fallback,
        AddressParserComplianceMode = RfcComplianceMode.Loose,
        ParameterComplianceMode = RfcComplianceMode.Loose,
        Rfc2047ComplianceMode = RfcComplianceMode.Loose,
        AllowAddressesWithoutDomain = true,
        AllowUnquotedCommasInAddresses = false,
        MaxAddressGroupDepth = 3,
        MaxMimeDepth = 64,
    };

    public string Subject() => headers.Find("Subject") is { } field ? DisplayText.Clean(Rfc2047.DecodeText(_options, Bound(field)), MaxSubject) : "";

    public DateTimeOffset? Date() => headers.Find("Date") is { } field && DateUtils.TryParse(Bound(field), out var date) ? date : null;

    public string MessageId() => headers.Find("Message-ID") is { } field ? MimeUtils.EnumerateReferences(Bound(field), 0, Bound(field).Length).FirstOrDefault() ?? "" : "";

    /// <summary>References, or In-Reply-To where there are none (RFC 5322 §3.6.4).</summary>
    public IReadOnlyList<string> References()
    {
        var field = headers.Find("References") ?? headers.Find("In-Reply-To");
        if (field is null)
            return [];

        field = Bound(field);
        var max = budget.Limits.References;
        var all = MimeUtils.EnumerateReferences(field, 0, field.Length).Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= max ? all : [all[0], .. all.TakeLast(max - 1)];
    }

    /// <summary>The people of all fields of that name; groups are opened.</summary>
    public IReadOnlyList<MailPerson> People(string name)
    {
        var people = new List<MailPerson>();
        foreach (var field in headers.All(name))
        {
            var bytes = field;
            if (InternetAddressList.TryParse(_options, bytes, out var list))
                people.AddRange(list.Mailboxes.Take(_addresses - people.Count + 1).Select(Person));
            else
                people.Add(Unreadable(Rfc2047.DecodePhrase(_options, Bound(field))));
            if (people.Count > _addresses)
            {
                budget.Shorten();
                people.RemoveRange(_addresses, people.Count - _addresses);
                break;
            }
        }

        _addresses -= people.Count;
        return people;
    }

    /// <summary>Where servers say they delivered the message to; the last one stands first.</summary>
    public IReadOnlyList<string> DeliveredTo() =>
    [
        .. headers.All("X-Original-To").Concat(headers.All("Delivered-To")).Concat(headers.All("Envelope-To")).Take(MaxDeliveries)
            .Select(field => DisplayText.Clean(Encoding.ASCII.GetString(Bound(field)), MaxAddress).Trim().Trim('<', '>'))
            .Where(address => address.Contains('@', StringComparison.Ordinal)),
    ];

    /// <summary>What the head says about the sender.</summary>
    public SenderEvidence Evidence(IReadOnlyList<MailPerson> authors, IReadOnlyList<MailPerson> replyTo)
    {
        var results = headers.IndexOf("Authentication-Results");
        var received = headers.IndexOf("Received");
        return new SenderEvidence(
            authors,
            headers.All("From").Count(),
            headers.Find("From") is { } from ? Encoding.UTF8.GetString(Bound(from)) : "",
            replyTo,
            headers.Find("Authentication-Results"),
            results >= 0 && received > results,
            headers.IndexOf("DKIM-Signature") >= 0,
            headers.IndexOf("List-Id") >= 0 || headers.IndexOf("List-Post") >= 0);
    }

    private static MailPerson Person(MailboxAddress mailbox) =>
        new(DisplayText.Clean(mailbox.Name ?? "", MaxName), DisplayText.Clean(mailbox.Address, MaxAddress));

    // No grammar fits it, but a person can often still tell who it was.
    private static MailPerson Unreadable(string text)
    {
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        return close > open && text.AsSpan(open, close - open).Contains('@')
            ? new MailPerson(DisplayText.Clean(text[..open].Trim('"', ' '), MaxName), DisplayText.Clean(text[(open + 1)..close], MaxAddress))
            : new MailPerson(DisplayText.Clean(text, MaxName), "");
    }

    private byte[] Bound(byte[] field) => field.Length <= budget.Limits.LineBytes ? field : field[..budget.Limits.LineBytes];
}
