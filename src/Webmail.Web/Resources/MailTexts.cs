namespace Webmail.Web.Resources;

/// <summary>Names the texts of the mail screen and the composer for <c>IStringLocalizer&lt;MailTexts&gt;</c>. Counted texts end with _one, _few, _many or _other.</summary>
public sealed class MailTexts;
