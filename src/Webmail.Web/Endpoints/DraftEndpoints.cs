using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Resources;
using Webmail.Web.State;

namespace Webmail.Web.Endpoints;

/// <summary>What the composer keeps. A stranger's draft is answered like one that does not exist.</summary>
internal static class DraftEndpoints
{
    // The engine decides how large a file may be; this is only where reading stops.
    private const long MaxRequestBytes = 200L * 1024 * 1024;
    private const long MaxTextBytes = 8L * 1024 * 1024;
    private const int MaxFileName = 255;
    private const int MaxEditor = 40;

    public static void MapDrafts(this IEndpointRouteBuilder api)
    {
        var drafts = api.MapGroup("/drafts");
        drafts.MapPost("/", StartAsync).WithMetadata(new RequestSizeLimitAttribute(MaxTextBytes));
        drafts.MapGet("/{id:long}", FindAsync);
        drafts.MapPut("/{id:long}", SaveAsync).WithMetadata(new RequestSizeLimitAttribute(MaxTextBytes));
        drafts.MapDelete("/{id:long}", DiscardAsync);
        drafts.MapPost("/{id:long}/restore", RestoreAsync);
        drafts.MapPost("/{id:long}/open", OpenAsync);
        drafts.MapPost("/{id:long}/close", CloseAsync);
        drafts.MapPost("/{id:long}/settle", SettleAsync);
        drafts.MapPost("/of/{message:long}", OpenMessageAsync);
        drafts.MapPost("/{id:long}/attachments", AttachAsync);
        drafts.MapPost("/{id:long}/attachments/of/{message:long}", AttachMessageAsync);
        drafts.MapDelete("/{id:long}/attachments/{file:long}", DetachAsync);
        drafts.MapGet("/{id:long}/attachments/{file:long}", OpenFileAsync);
        drafts.MapPost("/{id:long}/send", SendAsync);
    }

    private static async Task<Results<Created<DraftReply>, NotFound>> StartAsync(
        NewDraftBody body, ClaimsPrincipal principal, HttpContext context, Drafts drafts, ScreenClock clock, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        clock.Use(context.User, context.Request.Cookies[ScreenClock.CookieName]);
        var seed = new DraftSeed(
            body.Kind,
            body.Original is { } original ? new MessageId(original) : null,
            body.Account is > 0 ? new AccountId(body.Account.Value) : null,
            body.To ?? string.Empty,
            body.Cc ?? string.Empty,
            body.Bcc ?? string.Empty,
            body.Subject ?? string.Empty,
            body.Text ?? string.Empty)
        {
            Html = body.Html,
            AsFile = body.AsFile == true,
            Plain = body.Plain == true,
            ToList = body.ToList == true,
            Key = body.Key ?? "",
            Editor = body.Editor,
            Identity = body.Identity is { } identity ? new IdentityId(identity) : null,
            Others = [.. (body.Others ?? []).Select(other => new MessageId(other))],
        };
        var quote = new QuoteTexts(
            texts["QuoteAttribution"],
            texts["QuoteForwarded"],
            texts["From"],
            texts["Date"],
            texts["Subject"],
            texts["To"],
            texts["Cc"],
            CultureInfo.CurrentCulture,
            clock.Zone);
        return await drafts.StartAsync(principal.PersonId(), seed, quote, cancellationToken) is { } draft
            ? TypedResults.Created($"/api/drafts/{draft.Id}", DraftReply.Of(draft))
            : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<DraftReply>, NotFound>> FindAsync(
        long id, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.FindAsync(principal.PersonId(), new DraftId(id), cancellationToken) is { } draft
            ? TypedResults.Ok(DraftReply.Of(draft))
            : TypedResults.NotFound();

    // 423: another window edits it; the body is the draft as it is, to be read.
    private static async Task<Results<Ok<DraftReply>, JsonHttpResult<DraftReply>, BadRequest, NotFound>> OpenAsync(
        long id, string editor, bool? take, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        editor.Length is 0 or > MaxEditor
            ? TypedResults.BadRequest()
            : await drafts.OpenAsync(principal.PersonId(), new DraftId(id), editor, take == true, cancellationToken) switch
            {
                DraftSaveResult.Saved { Draft: var draft } => TypedResults.Ok(DraftReply.Of(draft)),
                DraftSaveResult.HeldElsewhere { Current: var held } => TypedResults.Json(DraftReply.Of(held), statusCode: StatusCodes.Status423Locked),
                _ => TypedResults.NotFound(),
            };

    private static async Task<NoContent> CloseAsync(long id, string editor, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken)
    {
        await drafts.CloseAsync(principal.PersonId(), new DraftId(id), editor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DraftReply>, NotFound>> SettleAsync(long id, ContestChoice keep, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.SettleAsync(principal.PersonId(), new DraftId(id), keep, cancellationToken) is { } draft
            ? TypedResults.Ok(DraftReply.Of(draft))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<DraftReply>, NotFound>> OpenMessageAsync(
        long message, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.OpenMessageAsync(principal.PersonId(), new MessageId(message), cancellationToken) is { } draft
            ? TypedResults.Ok(DraftReply.Of(draft))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<DraftReply>, Conflict<DraftReply>, JsonHttpResult<DraftReply>, NotFound>> SaveAsync(
        long id, DraftBody body, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.SaveAsync(principal.PersonId(), new DraftId(id), body.Content, cancellationToken) switch
        {
            DraftSaveResult.Saved { Draft: var draft } => TypedResults.Ok(DraftReply.Of(draft)),
            DraftSaveResult.HeldElsewhere { Current: var held } => TypedResults.Json(DraftReply.Of(held), statusCode: StatusCodes.Status423Locked),
            DraftSaveResult.Conflict { Newer: var newer } => TypedResults.Conflict(DraftReply.Of(newer)),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<NoContent, NotFound>> DiscardAsync(
        long id, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken) =>
        await drafts.DiscardAsync(principal.PersonId(), new DraftId(id), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<DraftReply>, NotFound>> RestoreAsync(
        long id, ClaimsPrincipal principal, Drafts drafts, CancellationToken cancellationToken)
    {
        var restored = await drafts.RestoreAsync(principal.PersonId(), new DraftId(id), cancellationToken);
        return restored ? await FindAsync(id, principal, drafts, cancellationToken) : TypedResults.NotFound();
    }

    private static async Task<Results<Created<FileReply>, NotFound, JsonHttpResult<TooLargeReply>, BadRequest>> AttachAsync(
        long id, string name, string? cid, ClaimsPrincipal principal, HttpContext context, DraftFiles files, CancellationToken cancellationToken)
    {
        var fileName = DownloadHeaders.Clean(name);
        if (fileName.Length > MaxFileName || (cid is not null && !IsContentId(cid)))
            return TypedResults.BadRequest();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxRequestBytes;
        var type = context.Request.ContentType is { Length: > 0 and <= 200 } given ? given : "application/octet-stream";
        return Answer(id, await files.AttachAsync(principal.PersonId(), new DraftId(id), fileName, type, context.Request.Body, cid, cancellationToken));
    }

    private static async Task<Results<Created<FileReply>, NotFound, JsonHttpResult<TooLargeReply>, BadRequest>> AttachMessageAsync(
        long id, long message, ClaimsPrincipal principal, DraftFiles files, CancellationToken cancellationToken) =>
        Answer(id, await files.AttachMessageAsync(principal.PersonId(), new DraftId(id), new MessageId(message), cancellationToken));

    private static Results<Created<FileReply>, NotFound, JsonHttpResult<TooLargeReply>, BadRequest> Answer(long draft, AttachResult result) => result switch
    {
        AttachResult.Attached { Attachment: var file } => TypedResults.Created($"/api/drafts/{draft}/attachments/{file.Id}", FileReply.Of(file)),
        AttachResult.TooLarge { MaxBytes: var max } => TypedResults.Json(new TooLargeReply(max), statusCode: StatusCodes.Status413PayloadTooLarge),
        _ => TypedResults.NotFound(),
    };

    private static async Task<IResult> OpenFileAsync(
        long id, long file, ClaimsPrincipal principal, DraftFiles files, CancellationToken cancellationToken) =>
        await files.OpenFileAsync(principal.PersonId(), new DraftId(id), file, cancellationToken) is { } part ? new PartResult(part) : TypedResults.NotFound();

    // As the composer makes them; they stand in a header.
    private static bool IsContentId(string cid) => cid.Length is > 2 and <= 100 && cid.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '@' or '-');

    private static async Task<Results<NoContent, NotFound>> DetachAsync(
        long id, long file, ClaimsPrincipal principal, DraftFiles files, CancellationToken cancellationToken) =>
        await files.DetachAsync(principal.PersonId(), new DraftId(id), file, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<Ok<SentReply>, UnprocessableEntity<ProblemsReply>, NotFound>> SendAsync(
        long id, DateTimeOffset? at, ClaimsPrincipal principal, Outbox outbox, CancellationToken cancellationToken) =>
        await outbox.SendAsync(principal.PersonId(), new DraftId(id), at, cancellationToken) switch
        {
            SendResult.Queued { Item: var item, UndoSeconds: var seconds, At: var leaves } => TypedResults.Ok(new SentReply(item.Value, seconds, leaves)),
            SendResult.Invalid { Problems: var problems } => TypedResults.UnprocessableEntity(new ProblemsReply([.. problems.Select(ProblemReply.Of)])),
            _ => TypedResults.NotFound(),
        };
}
