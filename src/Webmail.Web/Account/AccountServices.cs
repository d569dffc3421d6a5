using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Engine;

namespace Webmail.Web.Account;

/// <summary>Registers who signs in and how a browser keeps it.</summary>
internal static class AccountServices
{
    /// <summary>How soon a change of the person's security stamp ends sign-ins that have no session, and renews what others say.</summary>
    public static readonly TimeSpan StampInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan StaySignedIn = TimeSpan.FromDays(14);

    public static IServiceCollection AddWebmailAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<AppUser>(ConfigureIdentity)
            .AddRoles<IdentityRole<long>>()
            .AddEntityFrameworkStores<WebmailDbContext>()
            .AddClaimsPrincipalFactory<PersonClaimsFactory>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddScoped<IUserConfirmation<AppUser>, EnabledPersons>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie?.Configure(ConfigureCookie));
        services.Configure<SecurityStampValidatorOptions>(options => (options.ValidationInterval, options.OnRefreshingPrincipal) = (StampInterval, SessionCookie.RefreshAsync));
        services.AddAuthorizationBuilder().AddPolicy(PersonClaims.AdminRole, policy => policy.RequireRole(PersonClaims.AdminRole));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "webmail-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // frame-ancestors says it, and the body of a message must be framed by us.
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped<PersonSignIn>();
        services.AddScoped<FirstAdministrator>();
        services.AddSingleton<Sessions>();
        services.AddSingleton(provider => new PersonScreen(provider.GetRequiredService<Sessions>(), provider.GetRequiredService<PreferenceStore>(), provider.GetRequiredService<MailChangeFeed>()));
        services.AddScoped<Audit>();
        services.AddScoped<People>();
        services.AddScoped<PersonMailboxes>();
        services.AddScoped<ProviderSettings>();
        services.AddScoped<Invitations>();
        services.AddScoped<PasswordRules>();
        services.AddScoped<OwnSecurity>();
        services.AddScoped<Passkeys>();
        services.AddScoped<SecondStep>();
        // A passkey is a way in by itself: the device names the person and asks who holds it.
        services.Configure<IdentityPasskeyOptions>(options => (options.ResidentKeyRequirement, options.UserVerificationRequirement) = ("required", "required"));
        services.AddScoped<PersonSettings>();
        services.AddScoped<PersonQueue>();
        services.AddSingleton<SetupCode>();
        return services;
    }

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.SignIn.RequireConfirmedAccount = true;
        // Login names are addresses, of any script.
        options.User.AllowedUserNameCharacters = string.Empty;
        options.Password.RequiredLength = 10;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "webmail";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new HostPrefixCookies();
        options.ExpireTimeSpan = StaySignedIn;
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = context => Challenge(context);
        // Who may not see a page does not learn that it exists.
        options.Events.OnRedirectToAccessDenied = context => Answer(context.Response, StatusCodes.Status404NotFound);
        options.Events.OnSigningIn = SessionCookie.SigningInAsync;
        options.Events.OnSigningOut = SessionCookie.SigningOutAsync;
        options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
    }

    // A script that saves a draft must learn that the sign-in ended; a redirect would hand it the sign-in page.
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
            return Answer(context.Response, StatusCodes.Status401Unauthorized);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static Task Answer(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
