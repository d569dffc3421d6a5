namespace Webmail.Model;

/// <summary>What is written down about sign-ins and changes. Numbers are stored: never change one.</summary>
public enum AuditKind
{
    SignedIn = 1,
    SignInRefused = 2,
    SignedOut = 3,
    OthersSignedOut = 4,

    PersonCreated = 10,
    PersonInvited = 11,
    InvitationUsed = 12,
    PersonDisabled = 13,
    PersonEnabled = 14,
    PersonDeleted = 15,
    PersonSignedOut = 16,
    PersonRenamed = 17,
    RoleGiven = 18,
    RoleTaken = 19,
    MailboxesAllowed = 20,
    MailboxesForbidden = 21,

    PasswordChanged = 30,
    PasskeyAdded = 31,
    PasskeyRemoved = 32,
    SecondFactorOn = 33,
    SecondFactorOff = 34,
    RecoveryCodesMade = 35,

    MailboxAdded = 40,
    MailboxRenewed = 41,
    MailboxRemoved = 42,

    ProviderAdded = 50,
    ProviderChanged = 51,
    ProviderRemoved = 52,
    ProviderDisabled = 53,
    ProviderEnabled = 54,
    SignInRulesChanged = 55,
}
