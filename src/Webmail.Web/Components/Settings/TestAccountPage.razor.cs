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

    private bool IsFine => _steps.All(step => step.Failure is null && !step.IsLate);

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

    private static string IconOf(AccountTestStep step) => step switch
    {
        { Failure: not null } => "x",
        { IsLate: true } => "clock",
        _ => "check",
    };

    private static string Outcome(AccountTestStep step) => step switch
    {
        { Failure: not null } => "Failed",
        { IsLate: true } => "Late",
        { Kind: AccountTestKind.Push, Count: 0 } => "Polled",
        _ => "Done",
    };

    private string Fact(AccountTestStep step)
    {
        List<string> facts = [];
        if (step.Server.Length > 0)
            facts.Add(step.Server);
        if (step.Tls is { } tls)
            facts.Add(tls);
        if (step.Kind == AccountTestKind.Folders && step.Failure is null)
            facts.Add(Text["Test_FolderCount", step.Count]);
        if (step.Elapsed > TimeSpan.Zero)
            facts.Add(step.Elapsed < TimeSpan.FromSeconds(1) ? Text["Test_Milliseconds", (int)step.Elapsed.TotalMilliseconds] : Text["Test_Seconds", step.Elapsed.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.CurrentCulture)]);
        return string.Join(" · ", facts);
    }
}
