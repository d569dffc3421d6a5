using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Mail.Render;

namespace Webmail.Engine.Search;

/// <summary>What indexing texts needs of the layers below; the same for every account.</summary>
internal sealed record TextTools(MessageTexts Texts, FolderStore Folders, BlobStore Blobs, ImapTexts Imap, ImapSearch Search, MessageRenderer Renderer, EngineOptions Options);
