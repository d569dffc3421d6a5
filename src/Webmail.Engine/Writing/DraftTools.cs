using Webmail.Data;
using Webmail.Mail.Imap;

namespace Webmail.Engine.Writing;

/// <summary>What keeping drafts on servers needs of the layers below; the same for every account.</summary>
internal sealed record DraftTools(ServerDraftStore Drafts, AccountOwnership Ownership, FolderStore Folders, DraftMessages Messages, ImapDrafts Imap);
