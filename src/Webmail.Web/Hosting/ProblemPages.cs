using Microsoft.AspNetCore.Diagnostics;

namespace Webmail.Web.Hosting;

/// <summary>Pages for what went wrong. An answer to a script under /api stays as it is.</summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/problem/500", CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
            pages.Use(ReadAgain);
        });
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler(answer =>
            answer.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return Task.CompletedTask;
            })));
    }

    // The page that tells of a failed form is read, not posted to: without this Blazor would look for the form on it.
    private static async Task ReadAgain(HttpContext context, RequestDelegate next)
    {
        var failed = context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
        if (failed)
            context.Request.Method = HttpMethods.Get;
        await next(context);
        // Blazor names a content type before it refuses a form, and that would pass for a page.
        if (!failed && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null })
            context.Response.ContentType = null;
    }
}
