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

    public static void MapPeople(this IEndpointRouteBuilder api) => api.MapGet("/people", FindAsync);

    private static async Task<Ok<IReadOnlyList<MailPerson>>> FindAsync(
        string q, ClaimsPrincipal principal, Mailbox mailbox, CancellationToken cancellationToken) =>
        TypedResults.Ok(q.Trim() is { Length: > 0 and <= MaxQuery } query
            ? await mailbox.PeopleAsync(principal.PersonId(), query, Most, cancellationToken)
            : []);
}
