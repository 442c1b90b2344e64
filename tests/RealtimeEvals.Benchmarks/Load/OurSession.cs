using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>A session held by the client of this product, with its own pacing and its own time stamps.</summary>
internal sealed class OurSession(string endpoint, LoadRecorder recorder, TimeSpan slowdown) : ILoadSession
{
    private static readonly JsonDocument NoTools = JsonDocument.Parse("[]");

    private readonly AppendTimes _times = new(recorder, slowdown);
    private RealtimeSession? _session;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(endpoint, null, null), "gpt-realtime-2.1");
        var limits = TurnLimits.FromSeconds(60, 3_600);
        _session = await RealtimeSession.OpenAsync(options, limits, TimeProvider.System, _times, cancellationToken);
        _session.Sink = NoSink.Instance;
        var configuration = new SessionConfiguration { Instructions = "You read aloud.", Tools = NoTools.RootElement };
        await _session.ConfigureAsync(configuration, cancellationToken);
    }

    public async Task TurnAsync(ReadOnlyMemory<byte> speech, CancellationToken cancellationToken)
    {
        _times.BeginTurn();
        var audio = new SpokenAudio(speech, AudioFormat.Pcm24K, LoadOptions.Chunk, RealTime: true);
        CollectedTurn turn = await _session!.SpeakAsync(audio, cancellationToken);
        if (turn is { DoneAt: not null, RequestedAt: long asked, FirstAudioAt: long heard })
        {
            recorder.Answered();
            if (_times.Service is ServiceTimes service) recorder.Compare(TimeProvider.System.GetElapsedTime(asked, heard), heard, service);
        }
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
