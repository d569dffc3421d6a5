namespace Webmail.Mail.Render.Html;

/// <summary>Stops a library from inside its callbacks, where there is no other way to.</summary>
internal sealed class BoundReachedException : Exception;
