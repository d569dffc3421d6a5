using Webmail.Mail.Imap;

namespace Webmail.Engine.Accounts;

/// <summary>How long until all folders of an account are looked at again without having been rung for.</summary>
internal sealed class PollPace
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private TimeSpan _next = Shortest;

    /// <summary>Something was found, or somebody asked: more may follow.</summary>
    public void Quicken() => _next = Shortest;

    /// <param name="watched">Somebody looks at a folder of it.</param>
    public TimeSpan Current(PushExtent push, bool watched) => push switch
    {
        // Only for the server that forgets to tell.
        PushExtent.All => Longest,
        _ => watched ? Shortest : _next,
    };

    /// <summary>A look is taken: the next one comes later.</summary>
    public void Slow() => _next = _next * 1.5 < Longest ? _next * 1.5 : Longest;
}
