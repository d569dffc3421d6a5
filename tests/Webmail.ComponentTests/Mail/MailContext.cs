using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Webmail.Model;
using Webmail.Web.Components.Mail;
using Webmail.Web.Images;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

/// <summary>A page without a circuit: texts in one language, a clock that stands still, no engine.</summary>
public sealed class MailContext : BunitContext
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly CultureInfo _before = CultureInfo.CurrentCulture;
    private readonly CultureInfo _beforeUi = CultureInfo.CurrentUICulture;

    public MailContext(string language = "en")
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        Services.AddScoped<ScreenClock>();
        Services.AddScoped<MailWords>();
        Services.AddSingleton(new ImageLinks(new EphemeralDataProtectionProvider()));
        Services.AddScoped<OutboxWords>();
    }

    public MailWords Words => Services.GetRequiredService<MailWords>();

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentCulture = _before;
        CultureInfo.CurrentUICulture = _beforeUi;
        base.Dispose(disposing);
    }

    public static MessageRow Row(long id, string subject = "Quarterly report", MailFlags flags = MailFlags.None, string sender = "Anna Lebedeva") => new(
        new MessageId(id),
        new AccountId(1),
        new FolderId(1),
        null,
        null,
        new MailPerson(sender, "anna@example.test"),
        false,
        subject,
        "First words",
        Now.AddMinutes(-id),
        flags,
        false,
        1,
        null,
        null);

    public static AccountView Account(long id, string address, params FolderView[] folders) => new(
        new AccountId(id), address, "Maria", true, (int)id, AccountState.Online, null, null, folders);

    public static FolderView Folder(long id, string name, SpecialUse use = SpecialUse.None, int unread = 0, int level = 0, long account = 1) =>
        new(new FolderId(id), new AccountId(account), name, name, level, use, unread, unread, unread, true);
}
