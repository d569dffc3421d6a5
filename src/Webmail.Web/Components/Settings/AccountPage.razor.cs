using System.Globalization;
using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Components.Mail;

namespace Webmail.Web.Components.Settings;

/// <summary>One mailbox of the person: how it does, its name, which folder is used for what, and how it sends.</summary>
public sealed partial class AccountPage(Mailbox mailbox, MailboxArrangement arrangement, MailboxCommands commands, SendingSignIn sending, MailWords words, TimeProvider time)
{
    private static readonly SpecialUse[] Uses = [SpecialUse.Sent, SpecialUse.Drafts, SpecialUse.Archive, SpecialUse.Junk, SpecialUse.Trash];
    private AccountView? _account;
    private AccountServers? _servers;
    private SignInResult.Failed? _failure;
    private bool _hasOwn;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [Parameter]
    public long Id { get; set; }

    [SupplyParameterFromForm(FormName = "account-name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "account-folders")]
    private Dictionary<SpecialUse, string>? Folders { get; set; }

    [SupplyParameterFromForm(FormName = "account-sending")]
    private SendingForm? Sending { get; set; }

    [SupplyParameterFromQuery]
    private string? Saved { get; set; }

    private UserId Person => HttpContext.User.PersonId();

    private AccountId Account => new(Id);

    protected override async Task OnInitializedAsync()
    {
        _account = (await mailbox.AccountsAsync(Person, HttpContext.RequestAborted)).FirstOrDefault(account => account.Id == Account);
        if (_account is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (await sending.FindAsync(Person, Account, HttpContext.RequestAborted) is var (servers, isOwn))
            (_servers, _hasOwn) = (servers, isOwn);
    }

    private async Task RenameAsync()
    {
        await arrangement.RenameAsync(Person, Account, Name ?? string.Empty, HttpContext.RequestAborted);
        Return();
    }

    private async Task SaveFoldersAsync()
    {
        foreach (var use in Uses)
        {
            var current = _account?.Folders.FirstOrDefault(folder => folder.SpecialUse == use)?.Id;
            var wanted = long.TryParse(Folders?.GetValueOrDefault(use), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new FolderId(id) : (FolderId?)null;
            if (wanted == current)
                continue;
            if (wanted is { } folder)
                await commands.UseFolderAsync(Person, folder, use, HttpContext.RequestAborted);
            else if (current is { } former)
                await commands.UseFolderAsync(Person, former, SpecialUse.None, HttpContext.RequestAborted);
        }

        Return();
    }

    private async Task SaveSendingAsync()
    {
        _failure = await sending.SetAsync(Person, Account, Sending?.UserName?.Trim() ?? string.Empty, Sending?.Password ?? string.Empty, HttpContext.RequestAborted);
        if (_failure is null)
            Return();
    }

    private async Task SendBySameAsync()
    {
        await sending.ClearAsync(Person, Account, HttpContext.RequestAborted);
        Return();
    }

    private void Return() => HttpContext.Response.Redirect($"/settings/accounts/{Id}?saved=true");

    private string Where(ServerEndpoint server) =>
        $"{server.Host}:{server.Port.ToString(CultureInfo.InvariantCulture)} · {server.Security switch { ConnectionSecurity.Tls => "TLS", ConnectionSecurity.StartTls => "STARTTLS", _ => Text["Login_SecurityNone"] }}";

    private sealed class SendingForm
    {
        public string? UserName { get; set; }

        public string? Password { get; set; }
    }
}
