namespace Webmail.Web.Components.Settings;

/// <summary>Which button of the queue was pressed, and for which entry.</summary>
public sealed class QueueForm
{
    public string? Retry { get; set; }

    public string? Drop { get; set; }
}
