using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace RealtimeEvals.Tests.Support;

/// <summary>Sends requests as bytes, such as no well-behaved client makes.</summary>
public static class RawHttp
{
    /// <summary>Connects to a dashboard.</summary>
    public static async Task<TcpClient> ConnectAsync(RunningDashboard dashboard)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(dashboard.BaseAddress.Host, dashboard.BaseAddress.Port);
        return client;
    }

    /// <summary>Sends a head as it is, and reads the answer up to its end.</summary>
    /// <param name="dashboard">The dashboard.</param>
    /// <param name="lines">The lines of the head, without those that end it and close the connection.</param>
    public static async Task<RawAnswer> SendAsync(RunningDashboard dashboard, params string[] lines)
    {
        using TcpClient client = await ConnectAsync(dashboard);
        NetworkStream stream = client.GetStream();
        using CancellationTokenSource limit = Until.Limited();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{string.Join("\r\n", lines)}\r\nConnection: close\r\n\r\n"), limit.Token);
        return await ReadAsync(stream, limit.Token);
    }

    /// <summary>Asks for a path as it is, with the token.</summary>
    public static Task<RawAnswer> GetAsync(RunningDashboard dashboard, string path) => SendAsync(
        dashboard, $"GET {path} HTTP/1.1", $"Host: {dashboard.Host}", $"Authorization: Bearer {dashboard.Token}");

    /// <summary>Reads an answer up to the end of the connection.</summary>
    public static async Task<RawAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, cancellationToken);
        return RawAnswer.Of(Encoding.UTF8.GetString(read.ToArray()));
    }
}

/// <summary>An answer as it came.</summary>
public sealed record RawAnswer(int Status, string Head, string Body)
{
    public static RawAnswer Of(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string head = end < 0 ? text : text[..end];
        int status = head.Split(' ') is [_, string code, ..] ? int.Parse(code, CultureInfo.InvariantCulture) : 0;
        return new RawAnswer(status, head, end < 0 ? "" : text[(end + 4)..]);
    }

    /// <summary>The value of a header; empty when it is not there.</summary>
    public string Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault("");
}
