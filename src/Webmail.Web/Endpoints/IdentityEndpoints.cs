using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.Endpoints;

/// <summary>Who a person writes as: the composer asks for the signatures, and makes an identity of an address that mail came to.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentities(this IEndpointRouteBuilder api)
    {
        api.MapGet("/identities", ListAsync);
        api.MapPost("/identities", AdoptAsync);
    }

    private static async Task<Ok<IReadOnlyList<SenderReply>>> ListAsync(ClaimsPrincipal principal, Identities identities, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<SenderReply>>([.. (await identities.OfAsync(principal.PersonId(), cancellationToken)).Select(SenderReply.Of)]);

    private static async Task<Results<Created<SenderReply>, UnprocessableEntity>> AdoptAsync(AddressBody body, ClaimsPrincipal principal, Identities identities, CancellationToken cancellationToken) =>
        await identities.AdoptAsync(principal.PersonId(), new AccountId(body.Account), body.Address, cancellationToken) is IdentityResult.Saved { Identity: var saved }
            ? TypedResults.Created("/api/identities", SenderReply.Of(saved))
            : TypedResults.UnprocessableEntity();

    /// <summary>An address to write from.</summary>
    internal sealed record AddressBody(long Account, [property: Required, MaxLength(320)] string Address);

    /// <summary>One line of From, and what stands below what is written under it.</summary>
    internal sealed record SenderReply(string Key, string Display, string Signature, string ReplySignature)
    {
        public static SenderReply Of(SenderIdentity identity) => new(
            identity.Key, new SenderChoice(identity.Key, identity.Name, identity.Address).Display, identity.Signature, identity.ReplySignature);
    }
}
