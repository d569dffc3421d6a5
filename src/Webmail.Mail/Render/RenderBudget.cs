using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>What one rendering may still spend, and whether it had to leave something out.</summary>
internal sealed class RenderBudget(TimeProvider time, RenderLimits limits, CancellationToken cancellationToken)
{
    private readonly long _started = time.GetTimestamp();

    public RenderLimits Limits { get; } = limits;

    /// <summary>Something was left out.</summary>
    public bool Shortened { get; private set; }

    /// <summary>True when the time is used up; whoever asks leaves the rest out.</summary>
    /// <param name="share">Of the whole time, for a stage that others come after.</param>
    /// <exception cref="OperationCanceledException">Nobody wants the result any more.</exception>
    public bool IsSpent(double share = 1)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_started) < Limits.Time * share)
            return false;

        Shortened = true;
        return true;
    }

    public void Shorten() => Shortened = true;
}
