using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A Message-ID that some message of a conversation refers to, whether we have that message or not.</summary>
internal sealed class ConversationLink
{
    public AccountId AccountId { get; set; }

    /// <summary>Hash of the Message-ID.</summary>
    public long Key { get; set; }

    public long Conversation { get; set; }
}
