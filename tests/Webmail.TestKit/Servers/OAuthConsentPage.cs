using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Webmail.TestKit.Servers;

/// <summary>Where the test provider asks who somebody is and whether Webmail may read their mail: a textbox Account, buttons Allow and Deny.</summary>
internal static class OAuthConsentPage
{
    public const string Account = "consent_account";
    public const string Answer = "consent_answer";

    public static async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("Not a request for consent");
        if (!HttpMethods.IsPost(context.Request.Method))
            return Results.Content(Page(request), "text/html; charset=utf-8");
        var form = await context.Request.ReadFormAsync();
        if (form[Answer] == "allow")
            return Results.SignIn(OAuthServer.Person(form[Account].ToString(), ScopesOf(request)), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return Results.Forbid(
            new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }),
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    // Google gives what renews the access to who asks in its own words.
    private static ImmutableArray<string> ScopesOf(OpenIddictRequest request) =>
        (string?)request["access_type"] == "offline" ? request.GetScopes().Add(Scopes.OfflineAccess) : request.GetScopes();

    private static string Page(OpenIddictRequest request)
    {
        var fields = string.Concat(request.GetParameters().Select(parameter => $"<input type=hidden name=\"{WebUtility.HtmlEncode(parameter.Key)}\" value=\"{WebUtility.HtmlEncode((string?)parameter.Value)}\">"));
        return $"""
            <!doctype html><html lang=en><title>Consent</title>
            <h1>Webmail wants to read your mail</h1>
            <form method=post action=/connect/authorize>{fields}
            <label>Account <input name={Account} value="{WebUtility.HtmlEncode(request.LoginHint)}"></label>
            <button name={Answer} value=allow>Allow</button><button name={Answer} value=deny>Deny</button>
            </form></html>
            """;
    }
}
