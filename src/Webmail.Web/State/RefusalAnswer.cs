using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>What a person wants done about an action on a message that the server refused.</summary>
/// <param name="TryAgain">False to give it up.</param>
public sealed record RefusalAnswer(MessageId Message, bool TryAgain);
