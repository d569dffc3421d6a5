using Webmail.Web.Components.Mail;

namespace Webmail.Web.State;

/// <summary>Registers what the mail screen and the composer keep.</summary>
internal static class MailScreenServices
{
    public static IServiceCollection AddMailScreen(this IServiceCollection services) => services
        .AddSingleton<ScreenHandover>()
        .AddScoped<MailboxState>()
        .AddScoped<MailActions>()
        .AddScoped<OutgoingMail>()
        .AddScoped<ScreenClock>()
        .AddScoped<MailWords>()
        .AddScoped<OutboxWords>();
}
