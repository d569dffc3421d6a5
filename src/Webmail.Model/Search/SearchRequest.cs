namespace Webmail.Model;

/// <summary>A search and where it looks.</summary>
/// <param name="View">What the list showed when the person began to search.</param>
/// <param name="Zone">Where the person's days begin.</param>
public sealed record SearchRequest(MailSearch Query, SearchScope Scope, MailView View, TimeZoneInfo Zone);
