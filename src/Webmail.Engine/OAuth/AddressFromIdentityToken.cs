using OpenIddict.Client;
using Webmail.Model;
using static OpenIddict.Client.OpenIddictClientEvents;

namespace Webmail.Engine.OAuth;

/// <summary>Google and Microsoft say the address in the identity token; a token for Microsoft's mail does not even open the page of the person.</summary>
internal sealed class AddressFromIdentityToken : IOpenIddictClientHandler<HandleConfigurationResponseContext>
{
    public static OpenIddictClientHandlerDescriptor Descriptor { get; } = OpenIddictClientHandlerDescriptor.CreateBuilder<HandleConfigurationResponseContext>()
        .UseSingletonHandler<AddressFromIdentityToken>()
        .SetOrder(int.MaxValue)
        .SetType(OpenIddictClientHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(HandleConfigurationResponseContext context)
    {
        if (context.Registration.RegistrationId is OAuthProviders.Google or OAuthProviders.Microsoft)
            context.Configuration.UserInfoEndpoint = null;
        return default;
    }
}
