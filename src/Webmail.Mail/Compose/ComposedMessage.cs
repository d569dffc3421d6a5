using MimeKit;

namespace Webmail.Mail.Compose;

/// <summary>A message ready to be frozen: its Message-ID is fixed and every writing gives the same bytes.</summary>
public sealed class ComposedMessage
{
    private static readonly FormatOptions Network = CreateNetworkFormat();

    private readonly MimeMessage _message;

    internal ComposedMessage(MimeMessage message, string messageIdHeader, string sender, IReadOnlyList<string> recipients)
    {
        _message = message;
        MessageIdHeader = messageIdHeader;
        Sender = sender;
        Recipients = recipients;
    }

    /// <summary>Without angle brackets.</summary>
    public string MessageIdHeader { get; }

    /// <summary>Envelope sender, domain in A-labels.</summary>
    public string Sender { get; }

    /// <summary>Envelope recipients of To, Cc and Bcc, domains in A-labels, each once.</summary>
    public IReadOnlyList<string> Recipients { get; }

    /// <summary>Writes it with CRLF line ends and with its Bcc header: the copy in Sent keeps it, transmission drops it.</summary>
    public Task WriteToAsync(Stream destination, CancellationToken cancellationToken) =>
        _message.WriteToAsync(Network, destination, cancellationToken);

    private static FormatOptions CreateNetworkFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
