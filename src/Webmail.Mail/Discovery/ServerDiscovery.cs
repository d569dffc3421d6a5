using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>
/// Finds the servers of an address. Known providers are found without asking anybody; then all questions are asked at the same time
/// and the most trustworthy answer is taken, in the order of <see cref="DiscoveryWay"/>; customary names are tried last.
/// </summary>
public sealed class ServerDiscovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private readonly ProviderPresets _presets;
    private readonly ProviderQuestions _questions;
    private readonly ServerProbe _probe;
    private readonly TimeProvider _time;

    internal ServerDiscovery(ProviderPresets presets, ProviderQuestions questions, ServerProbe probe, TimeProvider time) =>
        (_presets, _questions, _probe, _time) = (presets, questions, probe, time);

    /// <param name="address">An address with a domain in A-label form.</param>
    /// <param name="progress">Hears when a way is begun and how it ended; null when nobody watches.</param>
    public async Task<DiscoveryResult> FindAsync(string address, IProgress<DiscoveryStep>? progress, CancellationToken cancellationToken)
    {
        if (MailDomain.Of(address) is not { } domain)
            return new DiscoveryResult(null);
        if (_presets.Find(address) is { } preset)
        {
            progress?.Report(new DiscoveryStep(DiscoveryWay.Preset, true, TimeSpan.Zero));
            return new DiscoveryResult(Of(preset, address, DiscoveryWay.Preset, needsConfirmation: false));
        }

        progress?.Report(new DiscoveryStep(DiscoveryWay.Preset, false, TimeSpan.Zero));
        if (_presets.FindUnreachable(domain) is { } unreachable)
            return new DiscoveryResult(null, unreachable);
        if (!_questions.MayKnow(domain))
            return new DiscoveryResult(null);

        using var deadline = new CancellationTokenSource(Patience, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await AskAsync(address, domain, progress, ending);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DiscoveryResult(null);
        }
    }

    private async Task<DiscoveryResult> AskAsync(string address, string domain, IProgress<DiscoveryStep>? progress, CancellationTokenSource ending)
    {
        var token = ending.Token;
        var exchanger = _questions.ExchangerAsync(domain, token);
        List<Task<DiscoveredServers?>> asked =
        [
            TryAsync(DiscoveryWay.Exchanger, progress, async () => await exchanger is { } host && _presets.FindByExchanger(host) is { } preset ? Of(preset, address, DiscoveryWay.Exchanger, needsConfirmation: true) : null),
            TryAsync(DiscoveryWay.Autoconfig, progress, async () => Of(await _questions.AutoconfigAsync(domain, address, token), domain, DiscoveryWay.Autoconfig, needsConfirmation: false)),
        ];
        if (_questions.HasProviderList)
            asked.Add(TryAsync(DiscoveryWay.ProviderList, progress, async () => Of(await _questions.ListedAsync(domain, address, token), domain, DiscoveryWay.ProviderList, needsConfirmation: false)));
        asked.Add(TryAsync(DiscoveryWay.ExchangerAutoconfig, progress, async () => await exchanger is { } host ? await OfExchangerAsync(host, address, token) : null));
        asked.Add(TryAsync(DiscoveryWay.ServiceRecords, progress, async () => await _questions.ServicesAsync(domain, token) is { } found ? Of(found.Imap, found.Smtp, found.Pop3, address, domain, DiscoveryWay.ServiceRecords, needsConfirmation: true) : null));
        asked.Add(TryAsync(DiscoveryWay.Autodiscover, progress, async () =>
            await _questions.IsExchangeOnlineAsync(address, token) && _presets.FindById("office365") is { } preset ? Of(preset, address, DiscoveryWay.Autodiscover, needsConfirmation: true) : null));
        try
        {
            foreach (var question in asked)
            {
                if (await question is { } found)
                    return new DiscoveryResult(found);
            }

            if (await exchanger is { } host && _presets.FindUnreachable(host) is { } unreachable)
                return new DiscoveryResult(null, unreachable);
            // A certificate for a name below the domain is its owner's word: nothing to confirm.
            return new DiscoveryResult(await TryAsync(DiscoveryWay.Probe, progress, async () => await _probe.FindAsync(domain, token) is { } found ? Of(found.Imap, found.Smtp, null, address, domain, DiscoveryWay.Probe, needsConfirmation: false) : null));
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var question in asked)
                await ((Task)question).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DiscoveredServers?> TryAsync(DiscoveryWay way, IProgress<DiscoveryStep>? progress, Func<Task<DiscoveredServers?>> ask)
    {
        var begun = _time.GetTimestamp();
        progress?.Report(new DiscoveryStep(way, null, TimeSpan.Zero));
        var found = await ask();
        progress?.Report(new DiscoveryStep(way, found is not null, _time.GetElapsedTime(begun)));
        return found;
    }

    /// <summary>The file of the exchanger's domain, first as near as possible: mx1.mail.firm.test is asked as mail.firm.test, then as firm.test.</summary>
    private async Task<DiscoveredServers?> OfExchangerAsync(string exchanger, string address, CancellationToken cancellationToken)
    {
        var labels = exchanger.Split('.');
        for (var skipped = 1; skipped <= 2 && labels.Length - skipped >= 2; skipped++)
        {
            var domain = string.Join('.', labels[skipped..]);
            if (await _questions.AutoconfigAsync(domain, address, cancellationToken) is { } document)
                return Of(document, domain, DiscoveryWay.ExchangerAutoconfig, needsConfirmation: true);
        }

        return null;
    }

    private static DiscoveredServers Of(ProviderPreset preset, string address, DiscoveryWay way, bool needsConfirmation) =>
        new(way, preset.Name, ProviderPresets.ServersFor(preset, address), preset.Pop3, preset, needsConfirmation);

    private static DiscoveredServers? Of(AutoconfigDocument? document, string domain, DiscoveryWay way, bool needsConfirmation) => document is null
        ? null
        : new DiscoveredServers(
            way,
            document.Name ?? domain,
            new AccountServers(document.Imap.Endpoint, document.Imap.UserName, document.Smtp.Endpoint, document.Smtp.UserName, SavesSentMail: false, ProviderPresets.CautiousConnections, string.Empty),
            document.Pop3?.Endpoint,
            Preset: null,
            needsConfirmation);

    private static DiscoveredServers Of(ServerEndpoint imap, ServerEndpoint smtp, ServerEndpoint? pop3, string address, string domain, DiscoveryWay way, bool needsConfirmation) =>
        new(way, domain, new AccountServers(imap, address, smtp, address, SavesSentMail: false, ProviderPresets.CautiousConnections, string.Empty), pop3, Preset: null, needsConfirmation);
}
