namespace Webmail.BrowserTests.Infrastructure;

/// <summary>The accessible names a test looks for, in one language.</summary>
public sealed record Words(string Language, string Address, string Password, string SignIn, string Messages, string Compose, string Inbox, string Sent, string Trash, string Drafts)
{
    public static Words English { get; } = new("en", "Email address", "Password", "Sign in", "Messages", "Compose", "Inbox", "Sent", "Trash", "Drafts");

    public static Words Russian { get; } = new("ru", "Адрес почты", "Пароль", "Войти", "Письма", "Написать", "Входящие", "Отправленные", "Корзина", "Черновики");
}
