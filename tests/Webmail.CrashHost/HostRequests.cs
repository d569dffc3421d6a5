using System.Globalization;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>Does what the test asks for. When an action's reply is written, the action is durable: that is the promise under test.</summary>
internal sealed class HostRequests(HostedProduct product, Death death)
{
    private readonly IndexReader _index = new(product);
    private UserId _user;

    public async Task<HostReply> AnswerAsync(HostRequest request, CancellationToken cancellationToken)
    {
        var commands = product.Get<MailboxCommands>();
        IReadOnlyList<MessageId> messages = [.. (request.Messages ?? []).Select(id => new MessageId(id))];
        switch (request.Verb)
        {
            case HostVerb.SignIn:
                var result = await product.Get<MailboxSignIn>().SignInAsync(new SignInRequest(request.Address, request.Password, null, "192.0.2"), cancellationToken);
                _user = result is SignInResult.Success success ? success.User : throw new InvalidOperationException($"Not signed in: {result}");
                return new HostReply();
            case HostVerb.AddAccount:
                var added = await product.Get<MailboxAccounts>().AddAsync(_user, new SignInRequest(request.Address, request.Password, null, "192.0.2"), cancellationToken);
                return added is AddAccountResult.Failed failed ? throw new InvalidOperationException($"Not added: {failed}") : new HostReply();
            case HostVerb.Flags:
                return Reply(await commands.SetFlagsAsync(_user, messages, request.Add, request.Remove, cancellationToken));
            case HostVerb.Move:
                return Reply(await commands.MoveAsync(_user, messages, await _index.FolderAsync(_user, request.Folder, cancellationToken), cancellationToken));
            case HostVerb.Delete:
                return Reply(await commands.MoveToAsync(_user, messages, SpecialUse.Trash, cancellationToken));
            case HostVerb.Undo:
                return new HostReply(await commands.UndoAsync(_user, new UndoToken(request.Undo), cancellationToken) ? 1 : 0);
            case HostVerb.Send:
                return await SendAsync(request, cancellationToken);
            case HostVerb.Refresh:
                await product.Get<Mailbox>().RefreshAsync(_user, cancellationToken);
                return new HostReply();
            case HostVerb.Snapshot:
                return new HostReply(Snapshot: await _index.ReadAsync(_user, cancellationToken), Reached: death.Reached);
            case HostVerb.Arm:
                death.Arm(request.Point, request.Passes);
                return new HostReply();
            default:
                throw new InvalidOperationException($"Unknown verb {request.Verb}");
        }
    }

    private async Task<HostReply> SendAsync(HostRequest request, CancellationToken cancellationToken)
    {
        var seed = new DraftSeed(DraftKind.New, null, null, request.Address, "", "", request.Subject, $"Text of {request.Subject}");
        var texts = new QuoteTexts("", "", "", "", "", "", "", CultureInfo.InvariantCulture, TimeZoneInfo.Utc);
        var draft = await product.Get<Drafts>().StartAsync(_user, seed, texts, cancellationToken) ?? throw new InvalidOperationException("No draft");
        return await product.Get<Outbox>().SendAsync(_user, draft.Id, cancellationToken) is SendResult.Queued
            ? new HostReply(1)
            : throw new InvalidOperationException("Not queued");
    }

    private static HostReply Reply(CommandResult result) => new(result.Count, result.Undo.Value);
}
