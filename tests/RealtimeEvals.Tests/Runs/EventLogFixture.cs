using System.Text;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>A log of one session with a service that has a key.</summary>
internal sealed class EventLogFixture : IDisposable
{
    public const string Key = "sk-secret-0123456789";

    private readonly TemporaryFolder _folder = new();

    public ManualTime Time { get; } = new();

    /// <summary>The lines of a log in which this was recorded.</summary>
    public string[] Log(Action<EventSource> record)
    {
        string path = _folder.PathOf("events", "a.jsonl");
        using (var log = new EventLogFile(path, Time, Given.Target(Key))) record(log.Open());
        string content = File.ReadAllText(path, Encoding.UTF8);
        Assert.EndsWith("\n", content, StringComparison.Ordinal);
        return content[..^1].Split('\n');
    }

    public static void Record(EventSource log, string direction, byte[] message)
    {
        if (direction == "client") log.Sent(0, message);
        else log.Received(0, message, isText: true);
    }

    public void Dispose() => _folder.Dispose();
}
