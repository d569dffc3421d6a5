using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>How long sending can be undone: as the person chose, else as configured.</summary>
public sealed class UndoDelay(ViewSettings settings, EngineOptions options)
{
    /// <summary>The longest a person can choose.</summary>
    public const int MaxSeconds = 30;

    public async Task<int> SecondsAsync(UserId user, CancellationToken cancellationToken) =>
        await settings.UndoSecondsAsync(user, cancellationToken) ?? options.UndoSeconds;

    /// <param name="seconds">0 to <see cref="MaxSeconds"/>; null for what is configured.</param>
    public Task SetAsync(UserId user, int? seconds, CancellationToken cancellationToken) =>
        settings.SetUndoSecondsAsync(user, seconds is { } chosen ? Math.Clamp(chosen, 0, MaxSeconds) : null, cancellationToken);
}
