using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Components.Settings;

/// <summary>Tests one of the person's mailboxes from end to end, and says what to do about what does not work.</summary>
public sealed partial class TestAccountPage(Mailbox mailbox, AccountTest test)
{
    private IReadOnlyList<AccountTestStep> _steps = [];
    private AccountView? _account;
    private bool _busy;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "account")]
    private long Tested { get; set; }

    private string Domain => _account is { } account ? account.Address[(account.Address.LastIndexOf('@') + 1)..] : string.Empty;

    protected override async Task OnInitializedAsync()
    {
        _account = (await mailbox.AccountsAsync(HttpContext.User.PersonId(), HttpContext.RequestAborted)).FirstOrDefault(account => account.Id.Value == Tested);
        if (_account is null)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task TestAsync()
    {
        if (_account is not { } account)
            return;
        var steps = await test.RunAsync(HttpContext.User.PersonId(), account.Id, (Text["Test_Subject"], Text["Test_Letter"]), HttpContext.RequestAborted);
        _busy = steps is null;
        _steps = steps ?? [];
    }
}
