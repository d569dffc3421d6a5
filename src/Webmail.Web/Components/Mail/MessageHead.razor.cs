using Microsoft.AspNetCore.Components;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Who wrote to whom and when. The address always stands beside the name: a name proves nothing.</summary>
public sealed partial class MessageHead
{
    private const int Named = 3;

    [Parameter, EditorRequired]
    public required MailPerson From { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<MailPerson> To { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<MailPerson> Cc { get; set; }

    [Parameter]
    public DateTimeOffset? Date { get; set; }

    /// <summary>Who really sent it; null while nobody knows.</summary>
    [Parameter]
    public SenderView? Sender { get; set; }

    /// <summary>The address of the account, shown as “me”.</summary>
    [Parameter]
    public string? Me { get; set; }

    private string Summary
    {
        get
        {
            var people = To.Concat(Cc).ToList();
            if (people.Count == 0)
                return Text["NoRecipients"];
            var names = people.Take(Named).Select(Short).ToList();
            var more = people.Count - names.Count;
            var list = names is [var only] && only == Text["Me"] ? Text["ToMe"].Value : Text["ToPeople", string.Join(", ", names)].Value;
            return more > 0 ? $"{list} {Words.Count("AndMore", more)}" : list;
        }
    }

    /// <summary>Name and address.</summary>
    internal static string Full(MailPerson person) => person.Name.Length > 0 ? $"{person.Name} <{person.Address}>" : person.Address;

    private string Short(MailPerson person) =>
        string.Equals(person.Address, Me, StringComparison.OrdinalIgnoreCase) ? Text["Me"] : person.Display;
}
