using System.Text;
using MimeKit;
using MimeKit.Utils;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>Makes the message that leaves from what a person typed. Stateless; no field can add a header of its own.</summary>
public sealed class MessageComposer
{
    /// <summary>Recipients of one message; providers take fewer still and say so themselves.</summary>
    public const int MaxRecipients = 500;

    /// <summary>Header of our copies in the Drafts folder: who finds none knows that another program was there.</summary>
    internal const string DraftMark = "X-Webmail-Draft";

    private const int MaxSubject = 1000;
    private const int MaxReferences = 50;

    /// <summary>Composes, or says what is wrong with each field.</summary>
#pragma warning disable CA1822 // an instance, so that signing and encrypting can come in by the constructor
    public ComposeResult Compose(ComposeRequest request)
#pragma warning restore CA1822
    {
        var problems = new List<ComposeProblem>();
        var sender = Recipients.Normalise(request.From.Address.Trim());
        if (sender is null)
            problems.Add(new ComposeProblem(ComposeField.From, ComposeProblemCode.InvalidAddress, DisplayText.Clean(request.From.Address, 200)));

        var to = Read(ComposeField.To, request.To, problems);
        var cc = Read(ComposeField.Cc, request.Cc, problems);
        var bcc = Read(ComposeField.Bcc, request.Bcc, problems);
        var replyTo = Read(ComposeField.From, request.ReplyTo, problems);
        if (request.IsDraft)
            problems.Clear();
        // A draft shows what was typed.
        if (request is { CopyToSelf: true, IsDraft: false } && sender is not null && to.Count + cc.Count + bcc.Count > 0 && !bcc.Exists(person => person.Address.Equals(sender, StringComparison.OrdinalIgnoreCase)))
            bcc.Add(new MailPerson("", sender));
        var recipients = to.Concat(cc).Concat(bcc).Select(person => person.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (recipients.Count == 0 && !request.IsDraft && problems.TrueForAll(problem => problem.Field == ComposeField.From))
            problems.Add(new ComposeProblem(ComposeField.To, ComposeProblemCode.NoRecipients, ""));
        if (recipients.Count > MaxRecipients)
            problems.Add(new ComposeProblem(ComposeField.To, ComposeProblemCode.TooManyRecipients, ""));
        if (problems.Count > 0 || sender is null)
            return new ComposeResult.Invalid(problems);

        var message = new MimeMessage { Date = request.Date, Subject = DisplayText.Clean(request.Subject, MaxSubject) };
        message.From.Add(Mailbox(request.From with { Address = sender }));
        message.ReplyTo.AddRange(replyTo.Select(Mailbox));
        message.To.AddRange(to.Select(Mailbox));
        message.Cc.AddRange(cc.Select(Mailbox));
        message.Bcc.AddRange(bcc.Select(Mailbox));
        // The default would name this host; the sender's domain is what the message speaks for.
        var id = request.MessageId ?? NewMessageId(sender);
        message.MessageId = id;
        SetThread(message, request);
        SetMarks(message, request.Marks, request.From with { Address = sender });
        if (request.IsDraft)
            message.Headers.Add(DraftMark, "1");
        message.Body = OutgoingBody.Create(request);
        return new ComposeResult.Composed(new ComposedMessage(message, id, sender, recipients));
    }

    /// <summary>A Message-ID that names the sender's domain and no host of ours.</summary>
#pragma warning disable CA1822 // as above
    public string NewMessageId(string sender) => MimeUtils.GenerateMessageId(sender[(sender.LastIndexOf('@') + 1)..]);
#pragma warning restore CA1822

    private static List<MailPerson> Read(ComposeField field, string typed, List<ComposeProblem> problems)
    {
        var parsed = Recipients.Parse(typed);
        problems.AddRange(parsed.Invalid.Select(text => new ComposeProblem(field, ComposeProblemCode.InvalidAddress, text)));
        return parsed.People.DistinctBy(person => person.Address, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static MailboxAddress Mailbox(MailPerson person) => new(Encoding.UTF8, DisplayText.Clean(person.Name, 200), person.Address);

    // Importance is the header of RFC 2156, X-Priority what most programs read.
    private static void SetMarks(MimeMessage message, DraftMarks marks, MailPerson sender)
    {
        if (marks.Priority != Urgency.Normal)
        {
            message.Importance = marks.Priority == Urgency.High ? MessageImportance.High : MessageImportance.Low;
            message.XPriority = marks.Priority == Urgency.High ? XMessagePriority.High : XMessagePriority.Low;
        }

        if (marks.ReadReceipt)
            message.Headers.Add(HeaderId.DispositionNotificationTo, Encoding.UTF8, Mailbox(sender).ToString());
    }

    // RFC 5322 §3.6.4. Long threads keep the root and the newest ones, so that every client still finds the thread.
    private static void SetThread(MimeMessage message, ComposeRequest request)
    {
        var original = MessageIds.Read(request.InReplyTo);
        var references = request.References.Select(MessageIds.Read).OfType<string>().ToList();
        if (original is not null)
        {
            references.RemoveAll(id => id == original);
            references.Add(original);
            message.InReplyTo = original;
        }

        foreach (var id in MessageIds.Bound(references, MaxReferences))
            message.References.Add(id);
    }
}
