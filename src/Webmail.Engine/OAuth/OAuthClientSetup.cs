using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Client;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>Gives OpenIddict the registrations of the moment: its options are made anew when they change.</summary>
internal sealed class OAuthClientSetup(OAuthRegistrations registrations, EngineOptions engine) : IConfigureOptions<OpenIddictClientOptions>, IOptionsChangeTokenSource<OpenIddictClientOptions>
{
    private const int KeyBytes = 32;

    // Demanded, though what goes through a browser is protected by the key ring of the cookies, which outlives the process.
    private readonly SymmetricSecurityKey _encryption = new(RandomNumberGenerator.GetBytes(KeyBytes));
    private readonly SymmetricSecurityKey _signing = new(RandomNumberGenerator.GetBytes(KeyBytes));

    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => registrations.Changed;

    public void Configure(OpenIddictClientOptions options)
    {
        options.EncryptionCredentials.Add(new EncryptingCredentials(_encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        options.SigningCredentials.Add(new SigningCredentials(_signing, SecurityAlgorithms.HmacSha256));
        // All of them: there has to be one also while nothing is registered.
        options.RedirectionEndpointUris.AddRange(OAuthProviders.All.Select(provider => new Uri(OAuthAddresses.CallbackOf(provider), UriKind.Relative)));
        options.Registrations.AddRange(registrations.Current.Select(stored => ProviderRegistration.Create(stored, IssuerOf(stored.Provider))));
    }

    private Uri? IssuerOf(string provider) => engine.OAuthIssuers.GetValueOrDefault(provider);
}
