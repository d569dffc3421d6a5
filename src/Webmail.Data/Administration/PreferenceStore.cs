using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>How people want the mail screen.</summary>
public sealed class PreferenceStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    private const int MinutesOfDay = 24 * 60;

    public async Task<ScreenPreferences> FindAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.Value, cancellationToken) is { } stored ? Describe(stored) : ScreenPreferences.Default;
    }

    /// <summary>Changes what is stored, whatever another window changes at the same time.</summary>
    /// <returns>What to publish, so that every open page of the person follows.</returns>
    public Task<IReadOnlyList<MailChange>> ChangeAsync(UserId user, Func<ScreenPreferences, ScreenPreferences> change, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.Value, cancellationToken) is not { } stored)
                return [];
            var wanted = change(Describe(stored));
            stored.Density = Known(wanted.Density);
            stored.Pane = Known(wanted.Pane);
            stored.TextSize = Known(wanted.TextSize);
            stored.ReadAfterSeconds = Math.Clamp(wanted.ReadAfterSeconds, ScreenPreferences.NeverRead, ScreenPreferences.MaxReadAfterSeconds);
            stored.ShortcutsOff = !wanted.Shortcuts;
            stored.TimeZone = wanted.TimeZone is { Length: > 0 and <= 64 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null;
            stored.Hours = Known(wanted.Hours);
            stored.Dates = Known(wanted.Dates);
            stored.Notifications = wanted.Notifications.On;
            var quiet = wanted.Notifications.Quiet is ( >= 0 and < MinutesOfDay, >= 0 and < MinutesOfDay) hours ? hours : default((int From, int To)?);
            (stored.QuietFrom, stored.QuietTo) = (quiet?.From, quiet?.To);
            return [new MailChange.PersonChanged(user)];
        }, cancellationToken);

    /// <summary>Language, theme and size of letters; nothing for somebody who does not exist.</summary>
    public async Task<PersonLook> LookAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == user.Value).Select(u => new PersonLook(u.Language, u.Theme, u.TextSize)).SingleOrDefaultAsync(cancellationToken) ?? new PersonLook(null, null, TextSize.Normal);
    }

    private static ScreenPreferences Describe(AppUser user) => new()
    {
        Density = user.Density,
        Pane = user.Pane,
        TextSize = user.TextSize,
        ReadAfterSeconds = user.ReadAfterSeconds,
        Shortcuts = !user.ShortcutsOff,
        TimeZone = user.TimeZone,
        Hours = user.Hours,
        Dates = user.Dates,
        Notifications = new NotificationPreferences
        {
            On = user.Notifications,
            Quiet = user is { QuietFrom: { } from, QuietTo: { } to } ? (from, to) : null,
        },
    };

    private static T Known<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value) ? value : default;
}
