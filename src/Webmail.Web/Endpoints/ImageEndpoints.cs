using System.Security.Claims;
using Webmail.Engine;
using Webmail.Web.Account;
using Webmail.Web.Images;

namespace Webmail.Web.Endpoints;

/// <summary>Remote images of messages: fetched by us, written anew, and told nothing of the person.</summary>
internal static class ImageEndpoints
{
    public static void MapImages(this IEndpointRouteBuilder api) => api.MapGet("/images/{token}", ImageAsync);

    private static async Task<IResult> ImageAsync(
        string token, ClaimsPrincipal principal, HttpContext context, ImageLinks links, Mailbox mailbox, PictureSource pictures, ImageReader reader, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not var (message, address) || await mailbox.FactsAsync(principal.PersonId(), message, cancellationToken) is null)
            return TypedResults.NotFound();
        if (await pictures.FetchAsync(address, cancellationToken) is not { } bytes || await reader.ReadAsync(bytes, 0, cancellationToken) is not { } image)
            return TypedResults.NotFound();
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(image, ImageReader.TypeOf(image));
    }
}
