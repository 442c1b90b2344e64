using System.Text.Json;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>Two sessions that share one log.</summary>
public sealed class EventSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private string LogPath => _folder.PathOf("events", "call.jsonl");

    [Fact]
    public void Lines_of_two_sources_name_source_and_turn_and_share_one_count()
    {
        string[] lines = Log((caller, agent) =>
        {
            caller.Sent(0, """{"type":"session.update"}"""u8.ToArray());
            (caller.TurnIndex, agent.TurnIndex) = (1, 1);
            agent.Received(0, """{"type":"response.done","turn_index":9}"""u8.ToArray(), isText: true);
            caller.TurnIndex = 2;
            caller.Received(0, new byte[] { 1, 2 }, isText: false);
        });

        Assert.Equal(
            [
                """{"type":"session.update","source":"simulator","turn_index":0,"event_index":1,"event_time_ms":0.0"""
                    + ""","event":{"type":"session.update"},"direction":"client","session_time_ms":0.0}""",
                """{"type":"response.done","source":"assistant","turn_index":1,"event_index":2,"event_time_ms":0.0"""
                    + ""","event":{"type":"response.done","turn_index":9},"direction":"server","session_time_ms":0.0}""",
                """{"type":"binary","source":"simulator","turn_index":2,"event_index":3,"event_time_ms":0.0"""
                    + ""","event":{"bytes":2},"direction":"server","session_time_ms":0.0}""",
            ],
            lines);
    }

    [Fact]
    public void Each_source_has_a_zero_of_its_own_and_both_share_the_clock_of_the_file()
    {
        string[] lines = Log((caller, agent) =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            caller.StartResponse(_time.GetTimestamp());
            _time.Advance(TimeSpan.FromSeconds(2));
            agent.Sent(_time.GetTimestamp(), """{"type":"a"}"""u8.ToArray());
            agent.StartResponse(_time.GetTimestamp());
            _time.Advance(TimeSpan.FromSeconds(4));
            agent.Received(_time.GetTimestamp(), """{"type":"b"}"""u8.ToArray(), isText: true);
            caller.Received(_time.GetTimestamp(), """{"type":"c"}"""u8.ToArray(), isText: true);
            caller.StartResponse(_time.GetTimestamp());
            caller.Received(_time.GetTimestamp(), """{"type":"d"}"""u8.ToArray(), isText: true);
        });

        Assert.Equal([("a", 0, 3_000), ("b", 4_000, 7_000), ("c", 6_000, 7_000), ("d", 0, 7_000)], lines.Select(Given.Json).Select(line =>
            (
                line.GetProperty("type").GetString(),
                line.GetProperty("event_time_ms").GetDouble(),
                line.GetProperty("session_time_ms").GetDouble())));
    }

    [Fact(Timeout = 300_000)]
    public async Task Sources_that_write_at_the_same_time_leave_whole_lines_in_the_order_of_their_count()
    {
        const int Each = 2_000;
        using (var log = new EventLogFile(LogPath, TimeProvider.System, ServiceTarget.Replay))
        {
            await Task.WhenAll(new[] { "simulator", "assistant" }.Select(name => Task.Run(() =>
            {
                EventSource source = log.Open(name);
                for (int index = 0; index < Each; index++)
                {
                    source.TurnIndex = index;
                    source.Received(
                        TimeProvider.System.GetTimestamp(),
                        Given.Utf8($$"""{"type":"t","n":{{index}},"text":"{{new string('x', index % 700)}}"}"""),
                        isText: true);
                }
            })));
            log.Complete();
        }

        JsonElement[] lines = [.. File.ReadLines(LogPath).Select(Given.Json)];
        Assert.Equal(Enumerable.Range(1, 2 * Each), lines.Select(line => line.GetProperty("event_index").GetInt32()));
        Assert.All(
            lines,
            line => Assert.Equal(line.GetProperty("turn_index").GetInt32(), line.GetProperty("event").GetProperty("n").GetInt32()));
        foreach (IGrouping<string?, JsonElement> source in lines.GroupBy(line => line.GetProperty("source").GetString()))
            Assert.Equal(Enumerable.Range(0, Each), source.Select(line => line.GetProperty("turn_index").GetInt32()));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Log(Action<EventSource, EventSource> record)
    {
        using (var log = new EventLogFile(LogPath, _time, ServiceTarget.Replay)) record(log.Open("simulator"), log.Open("assistant"));
        return File.ReadAllLines(LogPath);
    }
}
