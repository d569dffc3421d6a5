using Webmail.Web.Components.Mail;
using Webmail.Web.Images;

namespace Webmail.Web.State;

/// <summary>Registers what the mail screen and the composer keep.</summary>
internal static class MailScreenServices
{
    public static IServiceCollection AddMailScreen(this IServiceCollection services) => services
        .AddSingleton<ScreenHandover>()
        .AddSingleton<ImageLinks>()
        .AddSingleton<ImageReader>()
        .AddScoped<MailboxState>()
        .AddScoped<SingleMessage>()
        .AddScoped<ReadingChoices>()
        .AddScoped<MailActions>()
        .AddScoped<OutgoingMail>()
        .AddScoped<ScreenClock>()
        .AddScoped<ScreenSettings>()
        .AddScoped<MailWords>()
        .AddScoped<OutboxWords>();
}
