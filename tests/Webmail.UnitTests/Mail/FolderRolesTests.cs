using MailKit;
using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.UnitTests.Mail;

public sealed class FolderRolesTests
{
    [Fact]
    public void Assign_ServerSays_NamesDoNotMatter()
    {
        var roles = FolderRoles.Assign([Folder("INBOX"), Folder("Sent"), Folder("Gesendet", FolderAttributes.Sent)], null);

        roles.ShouldBe(new Dictionary<string, SpecialUse> { ["INBOX"] = SpecialUse.Inbox, ["Gesendet"] = SpecialUse.Sent }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Отправленные", SpecialUse.Sent)]
    [InlineData("Черновики", SpecialUse.Drafts)]
    [InlineData("Корзина", SpecialUse.Trash)]
    [InlineData("Спам", SpecialUse.Junk)]
    [InlineData("Архив", SpecialUse.Archive)]
    [InlineData("Sent Items", SpecialUse.Sent)]
    [InlineData("INBOX/Trash", SpecialUse.Trash)]
    [InlineData("spam", SpecialUse.Junk)]
    [InlineData("Projects/Sent", SpecialUse.None)]
    [InlineData("Sentences", SpecialUse.None)]
    public void Assign_NoAttributes_ByCustomaryName(string path, SpecialUse role) =>
        FolderRoles.Assign([Folder("INBOX"), Folder(path)], null).GetValueOrDefault(path).ShouldBe(role);

    [Fact]
    public void Assign_TwoCandidates_OneFolderARole()
    {
        var roles = FolderRoles.Assign([Folder("INBOX/Sent"), Folder("Sent"), Folder("Отправленные")], null);

        roles.ShouldBe(new Dictionary<string, SpecialUse> { ["Sent"] = SpecialUse.Sent });
    }

    [Fact]
    public void Assign_NamesOfTheProvider_BeforeCustomaryOnes()
    {
        var mailru = new ProviderPresets([]).FindById("mailru").ShouldNotBeNull();

        var roles = FolderRoles.Assign([Folder("Trash"), Folder("Корзина")], mailru.SpecialFolders);

        roles.ShouldBe(new Dictionary<string, SpecialUse> { ["Корзина"] = SpecialUse.Trash });
    }

    [Fact]
    public void Assign_NotSelectable_NoRole() =>
        FolderRoles.Assign([new FolderRoles.Candidate("Sent", '/', FolderAttributes.NoSelect, Selectable: false)], null).ShouldBeEmpty();

    private static FolderRoles.Candidate Folder(string path, FolderAttributes attributes = FolderAttributes.None) => new(path, '/', attributes, Selectable: true);
}
