using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Endpoints;

/// <summary>Suggestions for a recipient.</summary>
internal static class PeopleEndpoints
{
    private const int Most = 8;
    private const int MaxQuery = 200;

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        api.MapGet("/people", FindAsync);
        api.MapPost("/people/written-from", WrittenFromAsync);
    }

    private static async Task<Ok<IReadOnlyList<MailPerson>>> FindAsync(
        string q, ClaimsPrincipal principal, Mailbox mailbox, CancellationToken cancellationToken) =>
        TypedResults.Ok(q.Trim() is { Length: > 0 and <= MaxQuery } query
            ? await mailbox.PeopleAsync(principal.PersonId(), query, Most, cancellationToken)
            : []);

    private static async Task<Results<Ok<OtherAccountReply>, NoContent>> WrittenFromAsync(
        WrittenFromBody body, ClaimsPrincipal principal, AccountDoubt doubt, CancellationToken cancellationToken) =>
        await doubt.OfAsync(principal.PersonId(), new AccountId(body.Account), body.To, cancellationToken) is { } other
            ? TypedResults.Ok(new OtherAccountReply(other.Person.Display, other.Account))
            : TypedResults.NoContent();

    /// <param name="To">As the composer's field holds it.</param>
    internal sealed record WrittenFromBody(long Account, [property: Required, MaxLength(100_000)] string To);

    /// <param name="Address">Of the account they were last written to from.</param>
    internal sealed record OtherAccountReply(string Person, string Address);
}
