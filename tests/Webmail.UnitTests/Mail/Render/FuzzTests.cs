using System.Diagnostics;
using System.Globalization;
using Webmail.Mail.Render;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>
/// Messages changed at random. <c>WEBMAIL_FUZZ_SECONDS</c> says how long, two seconds when it says nothing; <c>WEBMAIL_FUZZ_SEED</c> repeats a run
/// whose seed is in the output of the test.
/// </summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(10);

    [Fact]
    public void Render_ChangedAtRandom_AlwaysShowsSomethingSoon()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("WEBMAIL_FUZZ_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("WEBMAIL_FUZZ_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        // Small ones: a change within them reaches more of the code.
        var messages = Corpus.Names.Select(Corpus.Bytes).Concat(MadeCorpusTests.Messages).Where(raw => raw.Length is > 0 and < 20_000).ToList();
        var watch = Stopwatch.StartNew();
        for (var run = 0; watch.Elapsed < TimeSpan.FromSeconds(seconds); run++)
        {
            var raw = Change(messages[random.Next(messages.Count)], messages[random.Next(messages.Count)], random);
            var started = watch.Elapsed;

            var message = Corpus.Render(raw, showRemoteImages: run % 2 == 0);

            var what = $"seed {seed}, run {run}";
            message.Document.ShouldEndWith("</body></html>", customMessage: what);
            (message.Problem ?? "").ShouldNotContain("could not be read", customMessage: what);
            (watch.Elapsed - started).ShouldBeLessThan(Slowest, what);
            foreach (var part in message.Attachments.Take(3))
                Drain(Corpus.Open(raw, part.Part));
        }
    }

    private static byte[] Change(byte[] message, byte[] other, Random random)
    {
        var raw = message.ToList();
        for (var i = random.Next(1, 8); i > 0 && raw.Count > 4; i--)
        {
            var at = random.Next(raw.Count);
            var length = Math.Min(random.Next(1, 64), raw.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    raw[at] = (byte)random.Next(256);
                    break;
                case 1:
                    raw.RemoveRange(at, length);
                    break;
                case 2:
                    raw.InsertRange(at, raw.GetRange(at, length));
                    break;
                case 3:
                    raw.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length));
                    break;
                case 4:
                    raw.InsertRange(at, "\r\n\r\n"u8.ToArray());
                    break;
                default:
                    (raw[at], raw[random.Next(raw.Count)]) = (raw[random.Next(raw.Count)], raw[at]);
                    break;
            }
        }

        return [.. raw];
    }

    private static void Drain(PartContent? part)
    {
        if (part is null)
            return;
        using var content = part.Content;
        content.CopyTo(Stream.Null);
    }
}
