using MailKit;
using MimeKit;

namespace Webmail.Demo;

/// <summary>A sample message and where it lies.</summary>
internal sealed record DemoLetter(string Folder, MimeMessage Message, MessageFlags Flags);
