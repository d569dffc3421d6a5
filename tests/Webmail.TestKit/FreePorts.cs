using System.Net;
using System.Net.Sockets;

namespace Webmail.TestKit;

/// <summary>Picks loopback ports nobody listens on.</summary>
public static class FreePorts
{
    // Below the range the kernel gives to outgoing connections, so that no connection takes a port between the pick and its use.
    private const int Lowest = 15_000;
    private const int Highest = 32_000;

    /// <summary>Different ports, free at the time of the call.</summary>
    public static int[] Pick(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            while (listeners.Count < count)
            {
#pragma warning disable CA5394 // Nothing secret about a port.
                var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(Lowest, Highest));
#pragma warning restore CA5394
                try
                {
                    listener.Start();
                    listeners.Add(listener);
                }
                catch (SocketException)
                {
                    listener.Dispose(); // Taken: try another.
                }
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    /// <summary>The first free port from this one upwards, for addresses that people type.</summary>
    public static int FirstFrom(int port)
    {
        for (; ; port++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try the next.
            }
        }
    }

    /// <summary>Returns when something accepts connections on the port.</summary>
    /// <exception cref="TimeoutException">Nothing did in time.</exception>
    public static async Task WaitAsync(int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                try
                {
                    await Task.Delay(20, deadline.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new TimeoutException($"Nothing listens on port {port} after {timeout}");
                }
            }
        }
    }
}
