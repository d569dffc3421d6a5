using Webmail.Engine.OAuth;

namespace Webmail.Web.Account.OAuth;

/// <summary>The providers that people can be sent to: those that the administrator has registered this installation at.</summary>
internal sealed class OAuthWays(OAuthRegistrations registrations)
{
    /// <summary>Where mailboxes can be added from.</summary>
    public IReadOnlyList<OAuthWay> ToAdd => [.. registrations.Current.Select(registration => new OAuthWay(registration.Provider, registrations.NameOf(registration.Provider)))];

    /// <summary>Who may sign people in to Webmail.</summary>
    public IReadOnlyList<OAuthWay> ToSignIn => [.. registrations.Current.Where(registration => registration.SignsIn).Select(registration => new OAuthWay(registration.Provider, registrations.NameOf(registration.Provider)))];
}

/// <summary>One provider to go to.</summary>
/// <param name="Key">As it stands in addresses.</param>
public sealed record OAuthWay(string Key, string Name)
{
    public string SignInAddress(string? returnUrl) =>
        returnUrl is null ? $"/oauth/{Key}/sign-in" : $"/oauth/{Key}/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <param name="mailbox">The address somebody typed already; empty for none.</param>
    public string AddAddress(string mailbox) => mailbox.Length == 0 ? $"/oauth/{Key}/add" : $"/oauth/{Key}/add?mailbox={Uri.EscapeDataString(mailbox)}";

    /// <summary>Opens a mailbox again whose consent has ended.</summary>
    public static string AgainAddress(string key, Model.AccountId account) => $"/oauth/{key}/again?account={account}";
}
