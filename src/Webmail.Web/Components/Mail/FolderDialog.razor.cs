using Microsoft.AspNetCore.Components;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Asks for a name, a place or a confirmation before a folder is changed.</summary>
public sealed partial class FolderDialog
{
    private FolderAsk? _asked;
    private string _name = string.Empty;
    private long _parent;

    /// <summary>What is asked; null while nothing is.</summary>
    [Parameter]
    public FolderAsk? Ask { get; set; }

    /// <summary>Folders of the account the question is about.</summary>
    [Parameter]
    public IReadOnlyList<FolderView> Folders { get; set; } = [];

    /// <summary>Why the last answer cannot be; null when it was not given yet.</summary>
    [Parameter]
    public string? Problem { get; set; }

    [Parameter]
    public EventCallback<FolderAnswer> OnAnswer { get; set; }

    private bool IsFinal => Ask?.Action is FolderAction.Delete or FolderAction.Empty;

    private string Name => Ask?.Folder is { } folder ? Words.Folder(folder) : string.Empty;

    private string Title => Ask?.Action switch
    {
        FolderAction.Create => Text["FolderNewTitle"],
        FolderAction.Rename => Text["FolderRenameTitle", Name],
        FolderAction.Move => Text["FolderMoveTitle", Name],
        FolderAction.Delete => Text["FolderDeleteTitle", Name],
        FolderAction.Empty => Text["FolderEmptyTitle", Name],
        _ => Text["FolderActions"],
    };

    private string Verb => Ask?.Action switch
    {
        FolderAction.Create => "FolderCreateVerb",
        FolderAction.Rename => "FolderRenameVerb",
        FolderAction.Move => "FolderMoveVerb",
        FolderAction.Delete => "FolderDeleteVerb",
        _ => "FolderEmptyVerb",
    };

    private string Question => Ask is { Action: FolderAction.Empty, Folder: { } emptied }
        ? Words.Count("FolderEmptyQuestion", Math.Max(emptied.Total, emptied.ServerTotal))
        : Ask?.Folder is { } deleted ? Words.Count("FolderDeleteQuestion", Math.Max(deleted.Total, deleted.ServerTotal)) : string.Empty;

    // Not below itself.
    private IEnumerable<FolderView> Parents => Ask?.Folder is { } moved
        ? Folders.Where(folder => folder.Id != moved.Id && !folder.Path.StartsWith(moved.Path + moved.Separator, StringComparison.Ordinal))
        : [];

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_asked, Ask))
            return;
        _asked = Ask;
        _name = Ask is { Action: FolderAction.Rename, Folder: { } folder } ? folder.Name : string.Empty;
        _parent = Ask is { Action: FolderAction.Move, Folder: { } moved } ? ParentOf(moved)?.Id.Value ?? 0 : 0;
    }

    private FolderView? ParentOf(FolderView folder) =>
        Folders.FirstOrDefault(other => other.Separator.Length > 0 && folder.Path == other.Path + other.Separator + folder.Name);

    private Task SubmitAsync() => OnAnswer.InvokeAsync(new FolderAnswer(_name, _parent == 0 ? null : new FolderId(_parent)));
}

/// <summary>A question about a folder.</summary>
/// <param name="Folder">The folder; for a new one the parent, null for the top.</param>
public sealed record FolderAsk(FolderAction Action, AccountId Account, FolderView? Folder);

/// <summary>What the person answered, as far as the question asked for it.</summary>
/// <param name="Parent">Null for the top.</param>
public sealed record FolderAnswer(string Name, FolderId? Parent);
