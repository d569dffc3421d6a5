using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Web.Account;
using Webmail.Web.Components.Account;

namespace Webmail.Web.Components.Settings;

/// <summary>Another mailbox, tested with its own servers before it is kept. For one the person has already, this is where a new password goes.</summary>
public sealed partial class AddAccountPage(MailboxAccounts mailboxes)
{
    private AddAccountResult.Failed? _failure;
    private string? _problem;
    private SignInForm? _form;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "add", Name = "Form")]
    private SignInForm? Posted { get; set; }

    [SupplyParameterFromQuery(Name = "address")]
    private string? Suggested { get; set; }

    [SupplyParameterFromQuery]
    private string? Notice { get; set; }

    [SupplyParameterFromQuery]
    private bool Sending { get; set; }

    // What came back from a provider, until the form says something newer.
    private AddAccountResult.Failed? Shown =>
        _failure ?? (Posted is null && Notices.Read(Notice) is { } returned ? new AddAccountResult.Failed(returned, Sending) : null);

    private SignInForm Form => _form ??= Posted ?? new SignInForm { Address = Suggested };

    private string Mailbox => Form.Address?.Trim() ?? string.Empty;

    private string Domain => Mailbox[(Mailbox.LastIndexOf('@') + 1)..];

    private bool AsksForServers => _problem is not null || Form.HasServers || _failure?.Why.Code == SignInFailure.UnknownServers;

    private async Task AddAsync()
    {
        var typed = Form.HasServers ? Form.ToServers(Mailbox) : null;
        if (Form.HasServers && typed is null)
        {
            _problem = "Login_ServersIncomplete";
            return;
        }

        var request = new SignInRequest(Mailbox, Form.Password ?? string.Empty, typed, NetworkPrefix.Of(HttpContext.Connection.RemoteIpAddress)) { Confirmed = Form.Confirmed };
        switch (await mailboxes.AddAsync(HttpContext.User.PersonId(), request, HttpContext.RequestAborted))
        {
            case AddAccountResult.Failed failed:
                _failure = failed;
                break;
            case AddAccountResult.Renewed:
                HttpContext.Response.Redirect("/settings/accounts?saved=renewed");
                break;
            default:
                HttpContext.Response.Redirect("/settings/accounts?saved=added");
                break;
        }
    }
}
