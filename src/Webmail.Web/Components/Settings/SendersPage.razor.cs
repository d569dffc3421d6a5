using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Components.Settings;

/// <summary>Who the person writes as: names, addresses and signatures; where copies of what is sent go; and links to addresses.</summary>
public sealed partial class SendersPage(Mailbox mailbox, Identities identities, SentCopies copies, MailboxCommands commands)
{
    private IReadOnlyList<AccountView> _accounts = [];
    private IReadOnlyList<SenderIdentity> _senders = [];
    private IReadOnlyList<SentCopyChoice> _copies = [];
    private SenderIdentity? _edited;
    private bool _isNew;
    private string? _problem;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    /// <summary>Key of the sender that is edited.</summary>
    [SupplyParameterFromQuery]
    private string? Edit { get; set; }

    /// <summary>The account that gets another address.</summary>
    [SupplyParameterFromQuery]
    private long? Add { get; set; }

    [SupplyParameterFromQuery]
    private string? Saved { get; set; }

    private UserId Person => HttpContext.User.PersonId();

    private string? Said => Saved switch
    {
        "sender" or "copy" => Text["Settings_Saved"].Value,
        "deleted" => Text["Senders_Deleted"].Value,
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        _accounts = await mailbox.AccountsAsync(Person, HttpContext.RequestAborted);
        _senders = await identities.OfAsync(Person, HttpContext.RequestAborted);
        _copies = await copies.OfAsync(Person, HttpContext.RequestAborted);
        _edited = _senders.FirstOrDefault(sender => sender.Key == Edit);
        if (Add is { } account && _senders.FirstOrDefault(sender => sender.Account.Value == account && sender.Id is null) is { } own)
            (_edited, _isNew) = (own with { Address = "", ReplyTo = "" }, true);
    }

    private async Task SaveAsync(SenderIdentity sender)
    {
        if (sender.Id is null && !_isNew && sender.Name.Trim() is { Length: > 0 } name && name != _edited?.Name)
            await mailbox.SetSenderNameAsync(Person, sender.Account, name, HttpContext.RequestAborted);
        switch (await identities.SaveAsync(Person, sender, HttpContext.RequestAborted))
        {
            case IdentityResult.Saved:
                HttpContext.Response.Redirect($"{SettingsPlaces.Senders}?saved=sender");
                break;
            case IdentityResult.Invalid { Problem: var problem }:
                (_edited, _problem) = (sender, Text[$"Senders_Problem{problem}"]);
                break;
        }
    }

    private async Task DeleteAsync(IdentityId sender)
    {
        await identities.DeleteAsync(Person, sender, HttpContext.RequestAborted);
        HttpContext.Response.Redirect($"{SettingsPlaces.Senders}?saved=deleted");
    }

    private async Task SetCopyAsync(AccountId account)
    {
        var form = HttpContext.Request.Form;
        if (Enum.TryParse<SentCopy>(form["Copy"], out var copy))
            await copies.SetAsync(Person, account, copy, HttpContext.RequestAborted);
        var folders = _accounts.FirstOrDefault(candidate => candidate.Id == account)?.Folders ?? [];
        if (long.TryParse(form["Folder"], out var chosen) && folders.FirstOrDefault(folder => folder.Id.Value == chosen) is { SpecialUse: SpecialUse.None } folder)
            await commands.UseFolderAsync(Person, folder.Id, SpecialUse.Sent, HttpContext.RequestAborted);
        HttpContext.Response.Redirect($"{SettingsPlaces.Senders}?saved=copy");
    }

    private SentCopyChoice CopyOf(AccountId account) => _copies.FirstOrDefault(choice => choice.Account == account) ?? new SentCopyChoice(account, SentCopy.AsProvider, false);

    private string CopyName(AccountId account, SentCopy copy) => copy switch
    {
        SentCopy.AsProvider => CopyOf(account).ProviderFiles ? "Senders_CopyDefaultProvider" : "Senders_CopyDefaultUs",
        SentCopy.ByProvider => "Senders_CopyProvider",
        _ => "Senders_CopyUs",
    };

    private static string Display(SenderIdentity sender) => new SenderChoice(sender.Key, sender.Name, sender.Address).Display;

    private string Facts(SenderIdentity sender)
    {
        var facts = new List<string> { Text[sender.Signature.Length > 0 || sender.ReplySignature.Length > 0 ? "Senders_WithSignature" : "Senders_NoSignature"] };
        if (sender.ReplyTo.Length > 0)
            facts.Add(Text["Senders_AnswersTo", sender.ReplyTo]);
        if (sender.CopyToSelf)
            facts.Add(Text["Senders_CopiesSelf"]);
        return string.Join(" · ", facts);
    }
}
