using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Webmail.Mail.Render;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Authenticity;

/// <summary>Verifies the signatures of a message (RFC 6376), for accounts whose provider says nothing about senders.</summary>
public sealed class DkimCheck(IDnsTexts texts)
{
    /// <summary>Larger messages are not looked at: the whole of them would have to be in memory.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    private const int MaxSignatures = 3;

    /// <param name="raw">All of the message, at most <see cref="MaxBytes"/>.</param>
    /// <param name="from">The address in From.</param>
    public async Task<SenderView> VerifyAsync(Stream raw, string from, CancellationToken cancellationToken)
    {
        var checks = new List<SenderCheck>();
        try
        {
            using var message = await new MimeParser(MessageHeaders.Options(Charsets.Fallback), raw, MimeFormat.Entity).ParseMessageAsync(cancellationToken);
            var verifier = new DkimVerifier(new Keys(texts));
            verifier.Enable(DkimSignatureAlgorithm.RsaSha256);
            foreach (var header in message.Headers.Where(header => header.Id == HeaderId.DkimSignature).Take(MaxSignatures))
                checks.Add(new SenderCheck("dkim", await VerifyAsync(verifier, message, header, cancellationToken), Domains.Ascii(Tag(header, "d"))));
        }
        catch (FormatException)
        {
            return new SenderView(SenderVerdict.NotSigned, "", "", [], []);
        }

        var (verdict, domain) = ReportedResults.Judge(checks, Domains.Of(from));
        return new SenderView(verdict, domain, "", checks, []);
    }

    private static async Task<string> VerifyAsync(DkimVerifier verifier, MimeMessage message, Header header, CancellationToken cancellationToken)
    {
        // A signature over the beginning of a body vouches for nothing behind it.
        if (Tag(header, "l").Length > 0)
            return "policy";
        try
        {
            return await verifier.VerifyAsync(message, header, cancellationToken) ? "pass" : "fail";
        }
        catch (IOException)
        {
            return "temperror";
        }
        catch (Exception unusable) when (unusable is FormatException or NotSupportedException or CryptoException or ArgumentException or InvalidOperationException or GeneralSecurityException)
        {
            return "permerror";
        }
    }

    private static string Tag(Header header, string name)
    {
        var value = Encoding.Latin1.GetString(header.RawValue);
        foreach (var tag in value.Split(';'))
        {
            var equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && tag[..equals].Trim() == name)
                return tag[(equals + 1)..].Trim();
        }

        return "";
    }

    private sealed class Keys(IDnsTexts texts) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Keys are looked up without blocking a thread");

        public override async Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            if (!methods.Split(':').Contains("dns/txt"))
                throw new NotSupportedException("An unknown way to find keys");
            var found = await texts.FindAsync($"{selector}._domainkey.{domain}", cancellationToken);
            return found.Count > 0 ? GetPublicKey(found[0]) : throw new FormatException("There is no such key");
        }
    }
}
