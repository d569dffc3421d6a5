using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What a person decided about remote images, for all messages and for single senders.</summary>
public sealed class ImageChoices(ImageSettings settings)
{
    public Task<ImagePolicy> PolicyAsync(UserId user, CancellationToken cancellationToken) => settings.PolicyAsync(user, cancellationToken);

    public Task SetPolicyAsync(UserId user, ImagePolicy policy, CancellationToken cancellationToken) => settings.SetPolicyAsync(user, policy, cancellationToken);

    /// <summary>From now on images of this sender are shown whenever the message really is from them.</summary>
    public Task TrustAsync(UserId user, string address, CancellationToken cancellationToken) => settings.SetWantedAsync(user, address, wanted: true, cancellationToken);

    /// <summary>Takes that back.</summary>
    public Task DistrustAsync(UserId user, string address, CancellationToken cancellationToken) => settings.SetWantedAsync(user, address, wanted: false, cancellationToken);

    /// <summary>Senders whose images are shown, by address.</summary>
    public Task<IReadOnlyList<string>> TrustedAsync(UserId user, CancellationToken cancellationToken) => settings.WantedAsync(user, cancellationToken);

    /// <param name="sender">Finds out who sent the message; asked only when it matters.</param>
    internal async Task<RemoteImageDecision> DecideAsync(UserId user, string address, Func<Task<SenderView>> sender, CancellationToken cancellationToken)
    {
        switch (await settings.PolicyAsync(user, cancellationToken))
        {
            case ImagePolicy.Always:
                return RemoteImageDecision.Shown;
            case ImagePolicy.Never:
                return RemoteImageDecision.BlockedAlways;
        }

        if (address.Length == 0 || !await settings.IsWantedAsync(user, address, cancellationToken))
            return RemoteImageDecision.Blocked;
        return (await sender()).IsVerified ? RemoteImageDecision.Shown : RemoteImageDecision.BlockedUnverified;
    }
}
