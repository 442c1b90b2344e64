using System.Net;
using System.Net.Sockets;
using System.Text;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A thousand who watch at once.</summary>
[Collection(typeof(Alone))]
public sealed class ManyReaderTests
{
    private const int Many = 1000;

    [Fact(Timeout = 300_000)]
    public async Task Thousand_readers_of_the_list_and_of_a_run_hold_up_nobody_and_each_is_told()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            folder.Path, "--sandbox", "--sandbox-fault", "stall:600000#2");
        await dashboard.Program.StartRunAsync("one").JsonAsync(HttpStatusCode.Accepted);
        await dashboard.Program.SaidAsync("one", 2);
        using CancellationTokenSource limit = Until.Limited();

        TcpClient[] ofRun = await OpenAsync(dashboard, $"{HeldInterview.Path}/one/events", "event: turn", limit.Token);
        TcpClient[] ofList = await OpenAsync(dashboard, "/api/v1/events", "event: alive", limit.Token);

        await dashboard.Program.GetAsync("/results").PageAsync();
        await dashboard.Program.GetAsync("/results/one").PageAsync();
        await dashboard.Program.SaveAsync();
        await dashboard.Program.SendAsync("POST", $"{HeldInterview.Path}/one/end").JsonAsync();
        await Task.WhenAll(ofRun.Select(reader => ReadUntilAsync(reader, "event: end", limit.Token)));
        await Task.WhenAll(ofList.Select(reader => ReadUntilAsync(reader, "event: run", limit.Token)));
        foreach (TcpClient reader in ofRun.Concat(ofList))
        {
            reader.LingerState = new LingerOption(enable: true, seconds: 0);
            reader.Dispose();
        }

        await dashboard.Program.GetAsync("/results").PageAsync();
        Assert.DoesNotContain("warning", dashboard.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await dashboard.TerminateAsync());
    }

    private static async Task<TcpClient[]> OpenAsync(RunningDashboard dashboard, string path, string first, CancellationToken stop)
    {
        byte[] head = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {dashboard.Host}\r\nAuthorization: Bearer {dashboard.Token}\r\n\r\n");
        var readers = new TcpClient[Many];
        for (int index = 0; index < Many; index++)
        {
            readers[index] = await RawHttp.ConnectAsync(dashboard);
            await readers[index].GetStream().WriteAsync(head, stop);
        }

        await Task.WhenAll(readers.Select(reader => ReadUntilAsync(reader, first, stop)));
        return readers;
    }

    private static async Task ReadUntilAsync(TcpClient reader, string sought, CancellationToken stop)
    {
        byte[] part = new byte[4096];
        var text = new StringBuilder();
        while (!text.ToString().Contains(sought, StringComparison.Ordinal))
        {
            int count = await reader.GetStream().ReadAsync(part, stop);
            Assert.True(count > 0, $"The stream ended before '{sought}': {text}");
            text.Append(Encoding.UTF8.GetString(part, 0, count));
        }
    }
}
