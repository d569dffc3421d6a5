namespace Webmail.Web.Components.Mail;

/// <summary>The drawings of empty places.</summary>
public enum BlankArt
{
    Letter,
    Inbox,
    Cloud,
    Stack,
}
