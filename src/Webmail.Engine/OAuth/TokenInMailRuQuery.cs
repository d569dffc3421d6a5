using OpenIddict.Client;
using Webmail.Model;
using static OpenIddict.Client.OpenIddictClientEvents;
using static OpenIddict.Client.SystemNetHttp.OpenIddictClientSystemNetHttpHandlers.UserInfo;

namespace Webmail.Engine.OAuth;

/// <summary>Mail.ru's page of the person wants the token in its query.</summary>
internal sealed class TokenInMailRuQuery : IOpenIddictClientHandler<PrepareUserInfoRequestContext>
{
    public static OpenIddictClientHandlerDescriptor Descriptor { get; } = OpenIddictClientHandlerDescriptor.CreateBuilder<PrepareUserInfoRequestContext>()
        .UseSingletonHandler<TokenInMailRuQuery>()
        // Once the header is written, and before the parameters are.
        .SetOrder(AttachBearerAccessToken.Descriptor.Order + 1)
        .SetType(OpenIddictClientHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(PrepareUserInfoRequestContext context)
    {
        // Only at Mail.ru itself: elsewhere the token has no business in an address.
        if (context.Registration is { RegistrationId: OAuthProviders.MailRu, Configuration: not null } && context.Transaction.GetHttpRequestMessage() is { Headers.Authorization.Parameter: { } token })
            context.Request.AccessToken = token;
        return default;
    }
}
