using System.Globalization;

namespace Webmail.Benchmarks;

/// <summary>What one page load cost.</summary>
/// <param name="Requests">Requests that reached the network; answers from the browser's cache do not count.</param>
/// <param name="Bytes">Bytes of the answers as transferred: compressed, with headers.</param>
/// <param name="Milliseconds">Until the page answers to input.</param>
internal sealed record Visit(string Page, int Requests, long Bytes, double Milliseconds)
{
    /// <summary>Cells of a table.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Page} | {Requests} | {Bytes / 1024d:0.0} | {Milliseconds:0}");
}
