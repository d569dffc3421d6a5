using Webmail.Web.Account;
using Webmail.Web.Account.OAuth;
using Webmail.Web.Assets;
using Webmail.Web.Components;
using Webmail.Web.Endpoints;
using Webmail.Web.Hosting;
using Webmail.Web.Images;
using Webmail.Web.Localization;
using Webmail.Web.State;

// A child process of ours: nothing of the product is needed, or there, to read a picture.
if (args is [ImageWorker.Argument, ..])
    return ImageWorker.Run(args);

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.UseDefaultAddress().UseQuietLog().UseFrameworkAssets();
    var options = builder.AddWebmailOptions();
    using var directory = options.LockDataDirectory();
    builder.AddWebmailStore(options).AddWebmailEngine(options);
    builder.Services.AddWebmailAccounts();
    builder.Services.AddWebmailConsent();
    builder.Services.AddWebmailTexts();
    builder.Services.AddMailScreen();
    builder.Services.AddWebmailHealth();
    builder.Services.AddWebmailPages();
    builder.Services.AddSingleton<AssetManifest>();
    builder.Services.AddHostedService<Announcement>();

    await using var app = builder.Build();
    app.UseMiddleware<Stopping>();
    app.UseMiddleware<SecurityHeaders>();
    app.UseResponseCompression();
    app.UseMiddleware<AssetMiddleware>();
    app.UseProblemPages();
    app.UseRouting();
    app.UseAuthentication();
    app.UseRequestLocalization();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapWebmailHealth();
    app.MapWebmailAccount();
    app.MapWebmailConsent();
    app.MapWebmailApi();
    // Whether a page may be framed is said by our own policy, for every response.
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuit => circuit.ContentSecurityFrameAncestorsPolicy = null);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupProblem.Describe(exception) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}
