using System.Runtime.CompilerServices;
using Webmail.Mail.Render.Text;

namespace Webmail.UnitTests.Mail;

/// <summary>Whatever test comes first: the charsets are known before MimeKit looks for them, as in the product.</summary>
internal static class CharsetsFirst
{
#pragma warning disable CA2255 // No library: nobody else's process is touched.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register() => Charsets.Register();
}
