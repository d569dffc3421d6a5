using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webmail.TestKit.Servers;

/// <summary>A name server on loopback that knows what a test tells it, and nothing else.</summary>
public sealed class LocalDns : IAsyncDisposable
{
    private const ushort TypeA = 1;
    private const ushort TypeMx = 15;
    private const ushort TypeAaaa = 28;
    private const ushort TypeSrv = 33;
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(string Name, ushort Type), List<byte[]>> _records = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Task _answering;

    public LocalDns() => _answering = AnswerAsync();

    public IPEndPoint Endpoint => (IPEndPoint)(_socket.Client.LocalEndPoint ?? throw new InvalidOperationException("Not bound"));

    /// <summary>Every question, as "A name" and the like.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public LocalDns Address(string name, params IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses.Select(IPAddress.Parse))
            Add(name, address.AddressFamily == AddressFamily.InterNetwork ? TypeA : TypeAaaa, address.GetAddressBytes());
        return this;
    }

    public LocalDns Exchanger(string domain, ushort preference, string host) => Add(domain, TypeMx, [.. Number(preference), .. Name(host)]);

    /// <param name="host">A single dot says that the service is not offered.</param>
    public LocalDns Service(string name, ushort priority, ushort weight, int port, string host) =>
        Add(name, TypeSrv, [.. Number(priority), .. Number(weight), .. Number((ushort)port), .. Name(host)]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stop.Dispose();
    }

    private LocalDns Add(string name, ushort type, byte[] data)
    {
        _records.GetOrAdd((name, type), _ => []).Add(data);
        return this;
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            UdpReceiveResult question;
            try
            {
                question = await _socket.ReceiveAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await _socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint, CancellationToken.None);
        }
    }

    private byte[] Answer(byte[] question)
    {
        var end = 12;
        var labels = new List<string>();
        while (question[end] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
            end += question[end] + 1;
        }

        end += 5;
        var type = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(end - 4));
        var name = string.Join('.', labels).ToLowerInvariant();
        _asked.Enqueue($"{type switch { TypeA => "A", TypeAaaa => "AAAA", TypeMx => "MX", TypeSrv => "SRV", _ => "?" }} {name}");
        var records = _records.GetValueOrDefault((name, type)) ?? [];
        List<byte> answer = [question[0], question[1], 0x85, 0x80, 0, 1, .. Number((ushort)records.Count), 0, 0, 0, 0, .. question[12..end]];
        // The name is a pointer to the question's; nothing may be kept longer than a second.
        foreach (var record in records)
            answer.AddRange([0xC0, 12, .. Number(type), 0, 1, 0, 0, 0, 1, .. Number((ushort)record.Length), .. record]);
        return [.. answer];
    }

    private static byte[] Number(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];
}
