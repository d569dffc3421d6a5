using System.Security.Cryptography;
using System.Text;

namespace Webmail.Web.Account;

/// <summary>Proves that whoever creates the first administrator reads this process's log. Works once; a handful of wrong guesses makes a new one.</summary>
internal sealed partial class SetupCode(ILogger<SetupCode> logger)
{
    // Without characters that look like others.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int HalfLength = 4;
    private const int MaxGuesses = 10;
    private readonly Lock _lock = new();
    private string _code = Create();
    private int _guesses;
    private bool _redeemed;

    /// <summary>Writes the code to the log.</summary>
    public void Announce()
    {
        lock (_lock)
            LogCode(_code);
    }

    /// <summary>True once, for the right code; case, spaces and dashes do not matter.</summary>
    public bool Redeem(string? typed)
    {
        lock (_lock)
        {
            if (_redeemed)
                return false;
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Letters(typed)), Encoding.ASCII.GetBytes(Letters(_code))))
                return _redeemed = true;
            if (++_guesses < MaxGuesses)
                return false;
            _guesses = 0;
            _code = Create();
            LogCode(_code);
            return false;
        }
    }

    /// <summary>Gives the code back when nothing came of it: the name was taken, the password too short.</summary>
    public void GiveBack()
    {
        lock (_lock)
            _redeemed = false;
    }

    private static string Create() =>
        $"{RandomNumberGenerator.GetString(Alphabet, HalfLength)}-{RandomNumberGenerator.GetString(Alphabet, HalfLength)}";

    private static string Letters(string? text) =>
        string.Concat((text ?? string.Empty).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    [LoggerMessage(Level = LogLevel.Information, Message = "Setup code: {Code} (creates the administrator at /setup, works once)")]
    private partial void LogCode(string code);
}
