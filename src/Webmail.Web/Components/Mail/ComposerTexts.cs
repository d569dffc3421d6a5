using System.Text.Json;
using Microsoft.Extensions.Localization;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Mail;

/// <summary>The sentences the browser's side of the composer says, in the person's language.</summary>
internal static class ComposerTexts
{
    private static readonly string[] Keys =
    [
        "SaidSent", "SaidSending", "SaidSaved", "SavedAt", "Saving", "KeptHere", "SignedOut", "SignInAgain", "NotSentOffline",
        "ProblemNoRecipients", "ProblemInvalidAddress", "ProblemTooManyRecipients", "ProblemTooManyForProvider", "ProblemTooLarge",
        "FileTooLarge", "FileFailed", "CopyOfChanged", "DraftGone", "WaitForFiles", "RemoveFile", "RemovePerson",
        "SaidTooLate", "SaidFailed", "GoToMail", "FileSizeKilo", "FileSizeMega", "DropHere",
        "SaidScheduled", "SchedulePast", "ScheduleZone", "ProblemTooFarAway", "GuardNoSubject", "GuardNoFile", "GuardManyPeople", "SendAnyway", "SendCancel",
        "NewMessage", "HeldElsewhere", "TakeOver", "GuardOtherAccount", "AnswerFrom", "UseAddress", "Contested", "ContestedMine", "ContestedTheirs", "ContestedKeepBoth", "ContestedBoth",
    ];

    public static string Json(IStringLocalizer<MailTexts> texts) =>
        JsonSerializer.Serialize(Keys.Append("SaidDiscarded_one").ToDictionary(key => key, key => texts[key].Value));
}
