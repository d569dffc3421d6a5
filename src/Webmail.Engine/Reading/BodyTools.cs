using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Mail.Render;

namespace Webmail.Engine.Reading;

/// <summary>What fetching a body needs of the layers below; the same for every account.</summary>
internal sealed record BodyTools(
    MailQueries Queries,
    FolderStore Folders,
    MailStore Messages,
    BlobStore Blobs,
    PartStore Parts,
    BlobCache Cache,
    ImapMessages Imap,
    ImapParts ImapParts,
    MessageTexts Texts,
    MessageRenderer Renderer);
