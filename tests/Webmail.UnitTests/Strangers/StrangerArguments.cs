using System.Reflection;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Hosting;
using Webmail.Web.State;

namespace Webmail.UnitTests.Strangers;

/// <summary>Fills the parameters of a method: objects are Ann's, the person is the stranger.</summary>
internal sealed class StrangerArguments(StrangerWorld world)
{
    private readonly Dictionary<Type, Func<object>> _objects = new()
    {
        [typeof(AccountId)] = () => world.Account,
        [typeof(FolderId)] = () => world.Folder,
        [typeof(MessageId)] = () => world.Message,
        [typeof(DraftId)] = () => world.Draft,
        [typeof(OutboxId)] = () => world.Item,
        [typeof(JobId)] = () => world.Job,
        [typeof(IdentityId)] = () => world.Identity,
        [typeof(SenderIdentity)] = () => new SenderIdentity(world.Account, world.Identity, "Stranger", "stranger@example.org", "", false, "", ""),
        [typeof(UndoToken)] = () => world.Undo,
        [typeof(QueueKey)] = () => world.Queued,
        [typeof(Guid)] = () => world.Session,
        [typeof(MailView)] = () => new MailView.OfFolder(world.Folder),
        [typeof(MailList)] = () => new MailList(new MailView.OfFolder(world.Folder), ListArrangement.Default),
        [typeof(MessageAction)] = () => new MessageAction.Move(world.Folder),
        [typeof(DraftSeed)] = () => new DraftSeed(DraftKind.Forward, world.Message, world.Account, "a@example.org", "", "", "", ""),
        [typeof(DraftContent)] = () => new DraftContent(world.Account, "a@example.org", "", "", "s", "t", 1),
        [typeof(SearchRequest)] = () => new SearchRequest(SearchParser.Parse(StrangerWorld.Mark, new DateOnly(2026, 2, 1)), SearchScope.View, new MailView.OfFolder(world.Folder), TimeZoneInfo.Utc),
        [typeof(SearchResult)] = () => new SearchResult(SearchParser.Parse(StrangerWorld.Mark, new DateOnly(2026, 2, 1)), [world.Message], false, []),
        [typeof(RefusalAnswer)] = () => new RefusalAnswer(world.Message, TryAgain: false),
        [typeof(RowKey)] = () => RowKey.Of(world.Message),
    };

    private readonly Dictionary<Type, Func<object?>> _others = new()
    {
        [typeof(UserId)] = () => world.Stranger,
        [typeof(CancellationToken)] = () => CancellationToken.None,
        [typeof(string)] = () => "value",
        [typeof(bool)] = () => true,
        [typeof(int)] = () => 1,
        [typeof(long)] = () => world.File,
        [typeof(DateTimeOffset)] = () => TimeProvider.System.GetUtcNow().AddHours(1),
        [typeof(Stream)] = () => new MemoryStream([1, 2, 3]),
        [typeof(PartPath)] = () => PartPath.Parse("1").ShouldNotBeNull(),
        [typeof(QuoteTexts)] = () => new QuoteTexts("{0} {1}", "F", "From", "Date", "Subject", "To", "Cc", System.Globalization.CultureInfo.InvariantCulture, TimeZoneInfo.Utc),
        [typeof(ReadingOptions)] = () => new ReadingOptions(false, null, _ => string.Empty),
        [typeof(MessageDisplay)] = () => MessageDisplay.Default,
        [typeof(ListArrangement)] = () => ListArrangement.Default,
        [typeof((string Subject, string Text))] = () => ("subject", "text"),
        [typeof(MailCredential)] = () => new MailCredential(CredentialKind.Password, "value"),
        [typeof(Action)] = () => () => { },
        [typeof(LoadedMessage)] = () => new LoadedMessage.NotFound(),
    };

    /// <summary>Public methods of services by which a person reaches something: those that take an object.</summary>
    public IEnumerable<MethodInfo> Methods(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && method.GetParameters().Any(parameter => IsObject(parameter.ParameterType)));

    public object?[] For(MethodInfo method) => [.. method.GetParameters().Select(parameter => parameter.Name == "first" ? 0 : Value(method, parameter.ParameterType))];

    public static bool TakesPerson(MethodInfo method) => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(UserId);

    private bool IsObject(Type type) => _objects.ContainsKey(Plain(type)) || (ElementOf(type) is { } element && _objects.ContainsKey(element));

    private object? Value(MethodInfo method, Type type)
    {
        var plain = Plain(type);
        if (_objects.TryGetValue(plain, out var owned))
            return owned();
        if (_others.TryGetValue(plain, out var other))
            return other();
        if (plain.IsEnum)
            return Enum.GetValues(plain).GetValue(Enum.GetValues(plain).Length - 1);
        if (ElementOf(type) is { } element && _objects.TryGetValue(element, out var one))
        {
            var array = Array.CreateInstance(element, 1);
            array.SetValue(one(), 0);
            return array;
        }

        throw new InvalidOperationException($"{method.DeclaringType?.Name}.{method.Name} takes a {type.Name}: say in {nameof(StrangerArguments)} what Ann's one is, or that it is nobody's");
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static Type? ElementOf(Type type) => type.IsGenericType && type.GetGenericArguments() is [var element] && type.IsAssignableFrom(element.MakeArrayType()) ? element : null;

    /// <summary>Every type whose methods people reach: services of the engine, of accounts, and what circuits hold.</summary>
    public static IEnumerable<Type> Services { get; } =
    [
        .. typeof(Mailbox).Assembly.GetTypes().Where(type => type.IsPublic),
        .. typeof(WebmailOptions).Assembly.GetTypes().Where(type => type.Namespace == typeof(PersonClaims).Namespace || type.Namespace == typeof(MailboxState).Namespace),
    ];
}
