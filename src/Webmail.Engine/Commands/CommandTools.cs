using Webmail.Data;

namespace Webmail.Engine.Commands;

/// <summary>The stores that commands write to.</summary>
public sealed record CommandTools(MessageActions Messages, FolderActions Folders, PendingWork Work, AccountStore Accounts);
