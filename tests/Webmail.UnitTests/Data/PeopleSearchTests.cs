using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

public sealed class PeopleSearchTests
{
    [Theory]
    [InlineData("petr", "Пётр Волков")]
    [InlineData("gtnh", "Пётр Волков")]
    [InlineData("volkov", "Пётр Волков")]
    [InlineData("Вокл", "Пётр Волков")]
    [InlineData("волокв", "Пётр Волков")]
    [InlineData("фддшу", "Allie Shaw")]
    [InlineData("шоу", null)]
    [InlineData("shwa", "Allie Shaw")]
    [InlineData("alie", "Allie Shaw")]
    [InlineData("xyz", null)]
    public async Task People_TypedOtherwise_AreFound(string typed, string? expected)
    {
        await using var store = await StoreAsync(Database.Sqlite);

        var found = await FindAsync(store, typed);

        if (expected is null)
            found.ShouldBeEmpty();
        else
            found.ShouldContain(expected);
    }

    [Theory, EveryDatabase]
    public async Task People_WrittenToMuchLongAgo_ComeAfterThoseOfToday(Database database)
    {
        await using var store = await StoreAsync(database);

        (await FindAsync(store, "anna")).ShouldBe(["Anna New", "Anna Old"]);
    }

    [Theory]
    [InlineData("ghbdtn", "привет")]
    [InlineData("привет", "ghbdtn")]
    public void OtherLayout_Key_IsTheSameKeys(string typed, string meant) => TypedName.OtherLayout(typed).ShouldBe(meant);

    [Theory]
    [InlineData("shch", "щ")]
    [InlineData("юлия", "yuliya")]
    [InlineData("sasha", "саша")]
    public void OtherAlphabet_Name_SoundsTheSame(string typed, string other) => TypedName.OtherAlphabet(typed).ShouldBe(other);

    private static readonly UserId User = new(1);

    private static async Task<IReadOnlyList<string>> FindAsync(TestStore store, string typed) =>
        [.. (await store.Get<MailQueries>().PeopleAsync(User, typed, 8, CancellationToken.None)).Select(person => person.Name)];

    private static async Task<TestStore> StoreAsync(Database database)
    {
        var store = await TestStore.CreateAsync(database);
        (await store.AddUserAsync()).ShouldBe(User);
        await using var db = store.Open();
        db.Correspondents.AddRange(
            Person("Пётр Волков", "pv@example.org", 10, 1), Person("Allie Shaw", "allie@example.org", 10, 1), Person("Anna Old", "anna.old@example.org", 50, 900), Person("Anna New", "anna.new@example.org", 5, 1));
        await db.SaveChangesAsync();
        return store;

        Correspondent Person(string name, string address, int weight, int daysAgo) => new()
        {
            UserId = User.Value,
            Name = name,
            NameKey = Text.Key(name),
            Address = address,
            AddressKey = address,
            Weight = weight,
            LastSeen = store.Time.GetUtcNow().AddDays(-daysAgo),
        };
    }
}
