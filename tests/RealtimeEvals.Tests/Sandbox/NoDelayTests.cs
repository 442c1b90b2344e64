using System.Net;
using System.Net.Sockets;
using RealtimeEvals.Sandbox.Http;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class NoDelayTests
{
    /// <summary>The listener hides its socket: another version of the platform may hide it elsewhere.</summary>
    [Fact(Timeout = 60_000)]
    public async Task Socket_of_the_listener_is_found_where_it_has_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The listener of Windows has no socket of its own.");
        CancellationToken token = TestContext.Current.CancellationToken;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        using var listener = new HttpListener { Prefixes = { address } };
        listener.Start();
        using var client = new HttpClient();
        Task<HttpResponseMessage> asked = client.GetAsync(new Uri(address), token);
        HttpListenerContext context = await listener.GetContextAsync().WaitAsync(token);

        Assert.True(NoDelay.TrySet(context));

        context.Response.Close();
        (await asked).Dispose();
    }
}
