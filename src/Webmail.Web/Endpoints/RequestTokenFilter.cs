using Microsoft.AspNetCore.Antiforgery;

namespace Webmail.Web.Endpoints;

/// <summary>Refuses a change that does not carry the token of one of our pages, in a form or in the header <c>RequestVerificationToken</c>.</summary>
internal sealed class RequestTokenFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        // Safe methods pass (RFC 9110 §9.2.1).
        await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
}
