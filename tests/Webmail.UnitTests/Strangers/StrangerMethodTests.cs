using System.Collections;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.UnitTests.Strangers;

/// <summary>
/// Every method of a service or of a circuit's state that takes an object, called for a person whose object it is not: nothing of the
/// owner's is changed, and nothing of it is told. A new method is among them by itself.
/// </summary>
public sealed class StrangerMethodTests(StrangerWorld world) : IClassFixture<StrangerWorld>
{
    // Fewer would mean that they are no longer found.
    private const int LeastMethods = 70;

    /// <summary>Whose “true” is about the question: whether it is what the list shows, whether the name can stand in a header.</summary>
    private static readonly HashSet<string> Agreeing = ["MailboxState.Shows", "PersonSettings.SetSenderNameAsync"];

    private readonly StrangerArguments _arguments = new(world);

    [Fact]
    public async Task EveryMethod_WithAnObjectOfSomebodyElse_ChangesNothingAndTellsNothing()
    {
        await using var scope = world.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MailboxState>().StartAsync(world.Stranger, CancellationToken.None);
        var before = await world.AnnsDataAsync();
        before.ShouldContain(StrangerWorld.Mark);
        var problems = new List<string>();
        var called = 0;
        foreach (var type in StrangerArguments.Services)
        {
            foreach (var method in _arguments.Methods(type))
            {
                if (!IsReachable(type, method) || scope.ServiceProvider.GetService(type) is not { } service)
                    continue;
                called++;
                var name = $"{type.Name}.{method.Name}";
                var told = await CallAsync(service, method);
                if (told is not null)
                    problems.Add($"{name}: {told}");
                if (await world.AnnsDataAsync() is var after && after != before)
                {
                    problems.Add($"{name} changed what is Ann's:\n{Difference(before, after)}");
                    before = after;
                }
            }
        }

        problems.ShouldBeEmpty();
        called.ShouldBeGreaterThan(LeastMethods);
    }

    [Fact]
    public async Task SameMethods_ForTheOwner_TellTheOwner()
    {
        (await world.Get<Mailbox>().FactsAsync(world.Ann, world.Message, CancellationToken.None)).ShouldNotBeNull().Subject.ShouldContain(StrangerWorld.Mark);
        (await world.Get<Drafts>().FindAsync(world.Ann, world.Draft, CancellationToken.None)).ShouldNotBeNull().Subject.ShouldContain(StrangerWorld.Mark);
        (await world.Get<Outbox>().FindAsync(world.Ann, world.Item, CancellationToken.None)).ShouldNotBeNull();
        (await world.Get<Mailbox>().PageAsync(world.Ann, new MailView.OfFolder(world.Folder), 0, 10, CancellationToken.None)).Total.ShouldBe(3);
        (await world.Get<Mailbox>().JobAsync(world.Ann, world.Job, CancellationToken.None)).ShouldNotBeNull();
    }

    // What has no person among its parameters is a circuit's, and that circuit is the stranger's; other services work for whoever calls them.
    private static bool IsReachable(Type type, MethodInfo method) => StrangerArguments.TakesPerson(method) || type.Namespace == typeof(MailboxState).Namespace;

    /// <returns>What is wrong with the answer; null when nothing is.</returns>
    private async Task<string?> CallAsync(object service, MethodInfo method)
    {
        object? answer;
        try
        {
            answer = method.Invoke(service, _arguments.For(method));
            if (answer is Task task)
            {
                await task;
                answer = task.GetType().GetProperty("Result") is { PropertyType.Name: not "VoidTaskResult" } result ? result.GetValue(task) : null;
            }
        }
        catch (TargetInvocationException thrown)
        {
            return $"threw {thrown.InnerException}";
        }

        if (answer is IAsyncDisposable disposable && answer is not MailboxState)
            await disposable.DisposeAsync();
        return answer switch
        {
            true when !Agreeing.Contains($"{method.DeclaringType?.Name}.{method.Name}") => "says that it was done",
            CommandResult { Count: > 0 } or FolderCommandResult { Folder: not null } => $"says that it was done: {answer}",
            MessagePage { Rows.Count: > 0 } or SearchCoverage { Messages: > 0 } => $"counts what is not theirs: {answer}",
            _ when Tell(answer, 0).Contains(StrangerWorld.Mark, StringComparison.OrdinalIgnoreCase) => $"tells {answer}",
            _ => null,
        };
    }

    /// <summary>Everything readable of an answer.</summary>
    private static string Tell(object? value, int depth)
    {
        const int Deepest = 4;
        return value switch
        {
            null => string.Empty,
            string text => text,
            _ when depth > Deepest || value.GetType().IsPrimitive || value.GetType().IsEnum => value.ToString() ?? string.Empty,
            // What was asked for may stand in the answer.
            MailSearch or SearchRequest => string.Empty,
            IEnumerable many => string.Join(' ', many.Cast<object?>().Select(one => Tell(one, depth + 1))),
            _ => string.Join(' ', value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && value.GetType().Namespace?.StartsWith("Webmail", StringComparison.Ordinal) == true)
                .Select(property => Tell(property.GetValue(value), depth + 1))),
        };
    }

    private static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        return string.Join('\n', old.Except(now).Select(line => "- " + line).Concat(now.Except(old).Select(line => "+ " + line)).Take(6));
    }
}
