using Webmail.Mail.Render;

namespace Webmail.Engine;

/// <summary>Text of files, which say nothing of how they are written.</summary>
public static class TextGuess
{
    public static string Decode(ReadOnlySpan<byte> bytes) => FileText.Decode(bytes);
}
