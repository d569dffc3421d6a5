using Microsoft.AspNetCore.Components;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>The folder tree: flat items with levels. Arrow keys are handled in the browser.</summary>
public sealed partial class FolderTree
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<FolderNode> Nodes { get; set; }

    /// <summary>An account is to be opened or closed.</summary>
    [Parameter]
    public EventCallback<AccountId> OnToggle { get; set; }

    private FolderNode? TabStop => Nodes.FirstOrDefault(node => node.IsCurrent) ?? Nodes.FirstOrDefault(node => node.Href is not null);

    private static bool IsAway(AccountView account) => account.State is AccountState.Offline or AccountState.NeedsSignIn;

    private static string Classes(FolderNode node)
    {
        var level = Math.Min(node.Level, 5);
        return $"folder-level-{level}{(node.IsCurrent ? " current" : null)}{(node is { IsUnreadCount: true, Count: > 0 } ? " has-unread" : null)}";
    }

    private string AccountName(AccountView account) => IsAway(account) ? Text["AccountOffline", Named(account)] : Named(account);

    // A name of its own stands before the address, which stays its name for who looks for that.
    private static string Named(AccountView account) => account.Name is { Length: > 0 } name ? $"{name}, {account.Address}" : account.Address;

    private string Name(FolderNode node) => node.Count switch
    {
        0 => node.Name,
        _ when node.IsUnreadCount => $"{node.Name}, {Words.Count("UnreadCount", node.Count)}",
        _ => Text["FolderHolding", node.Name, node.CountText],
    };
}
