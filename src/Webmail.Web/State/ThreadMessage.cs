namespace Webmail.Web.State;

/// <summary>One message of the conversation in the reading pane.</summary>
/// <param name="IsExpanded">False for one that is read: a line that opens.</param>
public sealed record ThreadMessage(OpenMessage Message, bool IsExpanded);
