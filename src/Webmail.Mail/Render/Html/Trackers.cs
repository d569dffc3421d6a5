using System.Collections.Frozen;

namespace Webmail.Mail.Render.Html;

/// <summary>Pictures that are there to be counted, not to be seen.</summary>
internal static class Trackers
{
    // Host, or host and the beginning of a path, and who it is. Senders rename the host to their own; such pictures are found by their size.
    private static readonly (string Host, string Path, string Name)[] Known =
    [
        ("google-analytics.com", "/", "Google Analytics"), ("doubleclick.net", "/", "Google DoubleClick"), ("mailfoogae.appspot.com", "/", "Streak"),
        ("list-manage.com", "/track/", "Mailchimp"), ("mandrillapp.com", "/track/", "Mandrill"), ("sendgrid.net", "/wf/open", "SendGrid"),
        ("hubspotemail.net", "/", "HubSpot"), ("hubspot.com", "/e2t/", "HubSpot"), ("track.customer.io", "/", "Customer.io"), ("customeriomail.com", "/", "Customer.io"),
        ("mixmax.com", "/api/track", "Mixmax"), ("mailtrack.io", "/", "Mailtrack"), ("yesware.com", "/", "Yesware"), ("bananatag.com", "/", "Bananatag"),
        ("getnotify.com", "/", "GetNotify"), ("mailgun.net", "/o/", "Mailgun"), ("mailgun.org", "/o/", "Mailgun"), ("sparkpostmail.com", "/q/", "SparkPost"),
        ("exct.net", "/open", "Salesforce"), ("pardot.com", "/", "Salesforce Pardot"), ("mktoresp.com", "/", "Marketo"), ("klclick.com", "/", "Klaviyo"),
        ("klaviyomail.com", "/", "Klaviyo"), ("sendinblue.com", "/tr/op", "Brevo"), ("sendibt2.com", "/tr/op", "Brevo"), ("sendibm3.com", "/tr/op", "Brevo"),
        ("mjt.lu", "/oo/", "Mailjet"), ("createsend.com", "/t/", "Campaign Monitor"), ("cmail19.com", "/t/", "Campaign Monitor"), ("cmail20.com", "/t/", "Campaign Monitor"),
        ("constantcontact.com", "/", "Constant Contact"), ("rs6.net", "/on.jsp", "Constant Contact"), ("unisender.com", "/ru/mail_read_tracker", "Unisender"),
        ("sendpulse.com", "/", "SendPulse"), ("sendsay.ru", "/", "Sendsay"), ("mindbox.ru", "/", "Mindbox"), ("expertsender.ru", "/", "ExpertSender"),
        ("mc.yandex.ru", "/", "Yandex Metrica"), ("top-fwz1.mail.ru", "/", "Top Mail.ru"), ("counter.yadro.ru", "/", "LiveInternet"), ("facebook.com", "/tr", "Meta Pixel"),
        ("linkedin.com", "/emimp/", "LinkedIn"), ("awstrack.me", "/", "Amazon SES"), ("superhuman.com", "/", "Superhuman"), ("intercom-mail.com", "/via/o", "Intercom"),
        ("emltrk.com", "/", "Litmus"), ("returnpath.net", "/", "Validity"), ("boxbe.com", "/", "Boxbe"), ("cirrusinsight.com", "/", "Cirrus Insight"),
        ("postmarkapp.com", "/open", "Postmark"), ("mailerlite.com", "/", "MailerLite"), ("getresponse.com", "/open", "GetResponse"), ("acemlna.com", "/lt.php", "ActiveCampaign"),
    ];

    private static readonly FrozenDictionary<string, (string Path, string Name)[]> ByHost =
        Known.GroupBy(known => known.Host).ToFrozenDictionary(group => group.Key, group => group.Select(known => (known.Path, known.Name)).ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <returns>Who counts here; null when nobody known does.</returns>
    public static string? Find(Uri address)
    {
        for (var host = address.IdnHost; host.Length > 0; host = host.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? host[(dot + 1)..] : "")
        {
            if (ByHost.TryGetValue(host, out var paths) && Array.Find(paths, known => address.AbsolutePath.StartsWith(known.Path, StringComparison.OrdinalIgnoreCase)) is { Name: { } name })
                return name;
        }

        return null;
    }
}
