using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Endpoints;

/// <summary>Takes a message back while it has not left.</summary>
internal static class OutboxEndpoints
{
    public static void MapOutbox(this IEndpointRouteBuilder api) => api.MapPost("/outbox/{id:long}/undo", UndoAsync);

    private static async Task<Results<Ok<TakenBackReply>, NotFound>> UndoAsync(
        long id, ClaimsPrincipal principal, Outbox outbox, CancellationToken cancellationToken) =>
        await outbox.UndoAsync(principal.PersonId(), new OutboxId(id), cancellationToken) is { } draft
            ? TypedResults.Ok(new TakenBackReply(draft.Value))
            : TypedResults.NotFound();
}
