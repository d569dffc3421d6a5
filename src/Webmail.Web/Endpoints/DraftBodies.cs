using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Endpoints;

/// <summary>What a draft is started from.</summary>
/// <param name="Text">Of a new message; an answer's text is the quote.</param>
internal sealed record NewDraftBody(
    [property: JsonConverter(typeof(JsonStringEnumConverter<DraftKind>))] DraftKind Kind,
    long? Original,
    long? Account,
    string? To,
    string? Cc,
    string? Bcc,
    string? Subject,
    string? Text,
    string? Html,
    bool? AsFile,
    bool? Plain,
    bool? ToList,
    long? Identity,
    [property: MaxLength(NewDraftBody.MostOthers)] IReadOnlyList<long>? Others,
    [property: MaxLength(40)] string? Key,
    [property: MaxLength(40)] string? Editor)
{
    /// <summary>Messages that go along as files beside the first.</summary>
    public const int MostOthers = 99;
}

/// <summary>A draft as the composer holds it.</summary>
internal sealed record DraftBody(
    [property: Required] long Account,
    [property: Required] string To,
    [property: Required] string Cc,
    [property: Required] string Bcc,
    [property: Required] string Subject,
    [property: Required] string Text,
    int BaseVersion,
    string? Html,
    [property: MaxLength(40)] string? Editor,
    long? Identity,
    int? Priority,
    bool? ReadReceipt,
    bool? DeliveryReport)
{
    public DraftContent Content => new(new AccountId(Account), To, Cc, Bcc, Subject, Text, BaseVersion)
    {
        Html = Html,
        Identity = Identity is { } identity ? new IdentityId(identity) : null,
        Marks = new DraftMarks(Enum.IsDefined((Urgency)(Priority ?? 0)) ? (Urgency)(Priority ?? 0) : Urgency.Normal, ReadReceipt == true, DeliveryReport == true),
        Editor = Editor,
    };
}

/// <summary>A draft as the composer gets it.</summary>
internal sealed record DraftReply(
    long Id,
    long Account,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DraftKind>))] DraftKind Kind,
    string To,
    string Cc,
    string Bcc,
    string Subject,
    string Text,
    int Version,
    IReadOnlyList<FileReply> Attachments,
    string? Html,
    long? Identity,
    int Priority,
    bool ReadReceipt,
    bool DeliveryReport,
    bool Contested,
    string? OfferedAddress,
    string? Editor)
{
    public static DraftReply Of(Draft draft) => new(
        draft.Id.Value,
        draft.Account.Value,
        draft.Kind,
        draft.To,
        draft.Cc,
        draft.Bcc,
        draft.Subject,
        draft.Text,
        draft.Version,
        [.. draft.Attachments.Select(FileReply.Of)],
        draft.Html,
        draft.Identity?.Value,
        (int)draft.Marks.Priority,
        draft.Marks.ReadReceipt,
        draft.Marks.DeliveryReport,
        draft.IsContested,
        draft.OfferedAddress,
        draft.Editor);
}

/// <summary>A file on a draft.</summary>
/// <param name="ContentId">Of a picture inside the text.</param>
internal sealed record FileReply(long Id, string FileName, long SizeBytes, string? ContentId)
{
    public static FileReply Of(DraftAttachment file) => new(file.Id, file.FileName, file.SizeBytes, file.ContentId);
}

/// <summary>A file was larger than allowed.</summary>
internal sealed record TooLargeReply(long MaxBytes);

/// <summary>The message is on its way out.</summary>
/// <param name="At">When it leaves, if the person chose a time that is not past yet.</param>
internal sealed record SentReply(long Item, int UndoSeconds, DateTimeOffset? At);

/// <summary>What has to be corrected before a message can leave.</summary>
internal sealed record ProblemsReply(IReadOnlyList<ProblemReply> Problems);

/// <summary>One thing to correct.</summary>
/// <param name="Code">Name of the reason, for the sentence the composer shows.</param>
internal sealed record ProblemReply(string Field, string Code, string Value)
{
    public static ProblemReply Of(SendProblem problem) => new(problem.Field, problem.Code.ToString(), problem.Value);
}

/// <summary>The draft that came back from the outbox.</summary>
internal sealed record TakenBackReply(long Draft);
