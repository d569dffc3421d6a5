using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Components.Settings;

/// <summary>The person's mailboxes: how they are, their colours, and taking one away.</summary>
public sealed partial class AccountsPage(Mailbox mailbox, MailboxAccounts mailboxes, MailboxArrangement arrangement, TimeProvider time)
{
    private IReadOnlyList<AccountView> _accounts = [];
    private IReadOnlyList<AccountId> _needed = [];
    private AccountView? _leaving;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "remove")]
    private long? Removed { get; set; }

    [SupplyParameterFromQuery(Name = "remove")]
    private long? Leaving { get; set; }

    [SupplyParameterFromQuery]
    private string? Saved { get; set; }

    private UserId Person => HttpContext.User.PersonId();

    private string? Said => Saved switch
    {
        "added" => Text["Accounts_Added"],
        "renewed" => Text["Accounts_Renewed"],
        "again" => Text["Accounts_WasAgain"],
        "removed" => Text["Accounts_Removed"],
        "paused" => Text["Accounts_WasPaused"],
        "resumed" => Text["Accounts_WasResumed"],
        "moved" or "color" => Text["Settings_Saved"].Value,
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        _accounts = await mailbox.AccountsAsync(Person, HttpContext.RequestAborted);
        _needed = await mailboxes.NeededAsync(Person, HttpContext.RequestAborted);
        _leaving = _accounts.FirstOrDefault(account => account.Id.Value == (Removed ?? Leaving) && !_needed.Contains(account.Id));
    }

    private async Task RemoveAsync()
    {
        // What was begun is finished, also when the person does not wait for it.
        if (_leaving is { } leaving)
            await mailboxes.RemoveAsync(Person, leaving.Id, CancellationToken.None);
        HttpContext.Response.Redirect("/settings/accounts?saved=removed");
    }

    private async Task MoveAsync(AccountView account)
    {
        await arrangement.MoveAsync(Person, account.Id, HttpContext.Request.Form["Up"] == "true", HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings/accounts?saved=moved");
    }

    private async Task SetColorAsync(AccountId account)
    {
        if (int.TryParse(HttpContext.Request.Form["Color"], out var color))
            await mailboxes.SetColorAsync(Person, account, color, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings/accounts?saved=color");
    }

    private async Task SetPausedAsync(AccountView account)
    {
        if (account.IsPaused)
            await mailboxes.ResumeAsync(Person, account.Id, HttpContext.RequestAborted);
        else
            await mailboxes.PauseAsync(Person, account.Id, HttpContext.RequestAborted);
        HttpContext.Response.Redirect($"/settings/accounts?saved={(account.IsPaused ? "resumed" : "paused")}");
    }

    private string Words(AccountView account) => account.IsPaused ? Text["Accounts_IsPaused"] : account.State switch
    {
        AccountState.Starting => Text["Accounts_Starting"],
        AccountState.Syncing => Text["Accounts_Syncing", account.Folders.Sum(folder => folder.Total), account.Folders.Sum(folder => Math.Max(folder.Total, folder.ServerTotal))],
        AccountState.Online => Text["Accounts_Online"],
        AccountState.NeedsSignIn => Text[account.OAuthProvider.Length > 0 ? "Accounts_ConsentEnded" : "Accounts_NeedsSignIn"],
        _ => Text["Accounts_Offline"],
    };
}
