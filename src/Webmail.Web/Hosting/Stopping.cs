namespace Webmail.Web.Hosting;

/// <summary>
/// Turns requests away once the process was told to stop. Browsers reconnect the moment their circuit is closed, faster
/// than the listener goes away, and the stop would then wait for the new connection.
/// </summary>
internal sealed class Stopping(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
