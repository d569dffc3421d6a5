using System.Linq.Expressions;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a message is ordered by; all of it is in the index that serves the order.</summary>
internal sealed class SortEntry
{
    public MessageId Id { get; init; }

    public DateTimeOffset Received { get; init; }

    public string Text { get; init; } = "";

    public long Size { get; init; }

    public static IQueryable<SortEntry> Select(IQueryable<MailMessage> messages, ListSort sort) => sort switch
    {
        ListSort.Sender => messages.Select(m => new SortEntry { Id = m.Id, Received = m.Received, Text = m.SenderKey }),
        ListSort.Subject => messages.Select(m => new SortEntry { Id = m.Id, Received = m.Received, Text = m.SubjectKey }),
        ListSort.Size => messages.Select(m => new SortEntry { Id = m.Id, Received = m.Received, Size = m.SizeBytes }),
        _ => messages.Select(m => new SortEntry { Id = m.Id, Received = m.Received }),
    };

    /// <summary>In the order of the index, or in the opposite one throughout.</summary>
    public static IQueryable<SortEntry> Order(IQueryable<SortEntry> entries, ListSort sort, bool backwards) => (sort, backwards) switch
    {
        (ListSort.Sender or ListSort.Subject, false) => entries.OrderBy(e => e.Text).ThenByDescending(e => e.Received).ThenByDescending(e => e.Id),
        (ListSort.Sender or ListSort.Subject, true) => entries.OrderByDescending(e => e.Text).ThenBy(e => e.Received).ThenBy(e => e.Id),
        (ListSort.Size, false) => entries.OrderByDescending(e => e.Size).ThenByDescending(e => e.Received).ThenByDescending(e => e.Id),
        (ListSort.Size, true) => entries.OrderBy(e => e.Size).ThenBy(e => e.Received).ThenBy(e => e.Id),
        (_, false) => entries.OrderByDescending(e => e.Received).ThenByDescending(e => e.Id),
        (_, true) => entries.OrderBy(e => e.Received).ThenBy(e => e.Id),
    };

    /// <summary>Entries before this one in the order of the index. The first condition alone bounds the range of it.</summary>
    public Expression<Func<SortEntry, bool>> IsBefore(ListSort sort)
    {
#pragma warning disable CA1309 // The database compares, by bytes.
        var (text, size, received, id) = (Text, Size, Received, Id.Value);
        return sort switch
        {
            ListSort.Sender or ListSort.Subject => e => string.Compare(e.Text, text) <= 0
                && (string.Compare(e.Text, text) < 0 || e.Received > received || (e.Received == received && (long)(object)e.Id > id)),
            ListSort.Size => e => e.Size >= size && (e.Size > size || e.Received > received || (e.Received == received && (long)(object)e.Id > id)),
            // EF compares ids only as the numbers they are stored as.
            _ => e => e.Received >= received && (e.Received > received || (long)(object)e.Id > id),
        };
#pragma warning restore CA1309
    }
}
