using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Webmail.Web.Account;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Account;

/// <summary>Creates the administrator; there only while there is none.</summary>
public sealed partial class Setup(IStringLocalizer<Texts> text)
{
    private bool _isOpen;
    private string? _problem;
    private SetupForm? _form;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "setup", Name = "Form")]
    private SetupForm? Posted { get; set; }

    private SetupForm Form => _form ??= Posted ?? new SetupForm();

    private IStringLocalizer<Texts> Text => text;

    protected override async Task OnInitializedAsync()
    {
        _isOpen = await First.IsMissingAsync(HttpContext.RequestAborted);
        if (!_isOpen)
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task CreateAsync()
    {
        if (!_isOpen)
            return;
        _problem = await First.CreateAsync(Form, HttpContext.RequestAborted);
        if (_problem is null)
            HttpContext.Response.Redirect("/admin/people");
    }
}
