namespace Webmail.Web.Endpoints;

/// <summary>Everything scripts ask for. Each call needs a signed-in person, and a call that changes something the token of the page.</summary>
internal static class ApiEndpoints
{
    public static void MapWebmailApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization().AddEndpointFilter<RequestTokenFilter>().AddEndpointFilter<NoStoreFilter>();
        api.DisableAntiforgery();
        api.MapMessages();
        api.MapFiles();
        api.MapPdf();
        api.MapImages();
        api.MapDrafts();
        api.MapOutbox();
        api.MapIdentities();
        api.MapPeople();
        api.MapDiscovery();
        app.MapPdfView();
    }
}
