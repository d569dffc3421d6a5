using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Reads the event that a message brings (RFC 5545, 5546, 6047).</summary>
internal static class Calendars
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxComponents = 200;
    private const int MaxDepth = 4;
    private const int MaxText = 500;
    private const int MaxAddress = 320;

    /// <returns>Null when there is no event, or none that can be read.</returns>
    public static Invitation? Read(MimeNode root)
    {
        foreach (var part in root.Leaves().Where(leaf => leaf.IsCalendar && leaf.Sink is not null))
        {
            var bytes = part.Kept(MaxBytes, out var cut);
            if (!cut && bytes.Length > 0 && Read(Charsets.Decode(bytes, part.Facts.Charset.Length > 0 ? part.Facts.Charset : "utf-8", cut: false)) is { } invitation)
                return invitation;
        }

        return null;
    }

    private static Invitation? Read(string text)
    {
        if (!IsBounded(text))
            return null;
        try
        {
            return CalendarCollection.Load(text).FirstOrDefault(calendar => calendar.Events.Count > 0) is { } calendar ? Of(calendar) : null;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // The file stays among the attachments; the library reports what it does not like in a dozen ways.
            return null;
        }
    }

    // The library recurses into components and makes an object for each.
    private static bool IsBounded(string text)
    {
        var depth = 0;
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("BEGIN:", StringComparison.OrdinalIgnoreCase) && (++depth > MaxDepth || ++count > MaxComponents))
                return false;
            if (line.StartsWith("END:", StringComparison.OrdinalIgnoreCase))
                depth--;
        }

        return count > 0;
    }

    private static Invitation? Of(Calendar calendar)
    {
        // The master of a series comes before its exceptions, which name the occurrence they are of.
        if ((calendar.Events.FirstOrDefault(e => e.RecurrenceIdentifier is null) ?? calendar.Events.FirstOrDefault()) is not { Start: { } start } about)
            return null;
        var end = about.End ?? (about.Duration is { } duration ? start.Add(duration) : null);
        var zones = new[] { Zone(start), end is null ? null : Zone(end) };
        var people = (about.Attendees ?? []).Select(Invited).OfType<InvitedPerson>().ToList();
        return new Invitation(
            KindOf(calendar.Method, about),
            Line(about.Summary),
            Moment(start, zones[0]),
            end is null ? null : Moment(end, zones[1]),
            !start.HasTime,
            start.HasTime && zones[0] is null,
            about.RecurrenceRule is not null,
            Line(about.Location),
            about.Organizer is { } organizer ? Person(organizer.Value, organizer.CommonName) : null,
            [.. people.Take(Invitation.MaxPeople)],
            people.Count);
    }

    private static InvitationKind KindOf(string? method, CalendarEvent about) => method?.ToUpperInvariant() switch
    {
        "CANCEL" => InvitationKind.Cancellation,
        _ when string.Equals(about.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase) => InvitationKind.Cancellation,
        "REPLY" => InvitationKind.Reply,
        "REQUEST" or "COUNTER" => about.Sequence > 0 ? InvitationKind.Update : InvitationKind.Request,
        _ => InvitationKind.Event,
    };

    private static InvitedPerson? Invited(Attendee attendee) => Person(attendee.Value, attendee.CommonName) is { } person
        ? new InvitedPerson(person, attendee.ParticipationStatus?.ToUpperInvariant() switch
        {
            "ACCEPTED" => InvitationAnswer.Accepted,
            "TENTATIVE" => InvitationAnswer.Tentative,
            "DECLINED" => InvitationAnswer.Declined,
            _ => InvitationAnswer.None,
        })
        : null;

    private static MailPerson? Person(Uri? address, string? name)
    {
        var mail = address is { IsAbsoluteUri: true, Scheme: "mailto" } ? Uri.UnescapeDataString(address.AbsoluteUri["mailto:".Length..].Split('?', 2)[0]) : "";
        var person = new MailPerson(DisplayText.Clean(name ?? "", MaxText), DisplayText.Clean(mail, MaxAddress));
        return person.Display.Length > 0 ? person : null;
    }

    private static string Line(string? text) => DisplayText.Clean(text ?? "", MaxText);

    private static TimeZoneInfo? Zone(CalDateTime time) =>
        time.IsUtc ? TimeZoneInfo.Utc
        : time.TzId is { Length: > 0 and < 100 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone
        : null;

    private static DateTimeOffset Moment(CalDateTime time, TimeZoneInfo? zone)
    {
        var value = DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified);
        return new DateTimeOffset(value, time.HasTime && zone is not null ? zone.GetUtcOffset(value) : TimeSpan.Zero);
    }
}
