namespace Webmail.Web.Resources;

/// <summary>Names the texts of the interface for <c>IStringLocalizer&lt;Texts&gt;</c>: Texts.resx is English, Texts.ru.resx Russian. Keys read Area_Meaning; counted texts end with _one, _few, _many or _other.</summary>
public sealed class Texts;
