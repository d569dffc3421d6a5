namespace Webmail.Web.Components;

/// <summary>Which bundle of styles a static page needs; interactive pages get <c>app.css</c> and MudBlazor's.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StyleAttribute(string bundle) : Attribute
{
    public const string Login = "login.css";
    public const string Pages = "pages.css";

    public string Bundle { get; } = bundle;
}
