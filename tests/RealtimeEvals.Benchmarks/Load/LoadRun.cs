using System.Diagnostics;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>Runs a load in this process, which should do nothing else, and measures it.</summary>
internal static class LoadRun
{
    /// <summary>How long the turns of all sessions are spread over, so that they don't all ask at once.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(2);

    /// <summary>Opens all sessions, has them take their turns, and returns the figures of the turns.</summary>
    public static async Task<LoadFigures> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var recorder = new LoadRecorder();
        ILoadSession[] sessions = [.. Enumerable.Range(0, options.Sessions).Select(_ => Create(options, recorder))];
        byte[] speech = Tone(options.TurnSeconds);
        try
        {
            foreach (ILoadSession[] some in sessions.Chunk(20)) await Task.WhenAll(some.Select(one => one.OpenAsync(cancellationToken)));
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var before = Usage.Of(process, recorder);
            await Task.WhenAll(sessions.Select((session, index) => RunAsync(session, index, options, speech, cancellationToken)));
            return Usage.Of(process, recorder).Since(before, options, recorder);
        }
        finally
        {
            foreach (ILoadSession[] some in sessions.Chunk(50)) await Task.WhenAll(some.Select(async one => await one.DisposeAsync()));
        }
    }

    private static ILoadSession Create(LoadOptions options, LoadRecorder recorder) => options.Client == LoadClient.Ours
        ? new OurSession(options.Endpoint, recorder, options.Slowdown)
        : new OpenAISession(options.Endpoint, recorder);

    private static async Task RunAsync(
        ILoadSession session, int index, LoadOptions options, byte[] speech, CancellationToken cancellationToken)
    {
        await Task.Delay(Opening * index / options.Sessions, cancellationToken);
        try
        {
            for (int turn = 0; turn < options.Turns; turn++) await session.TurnAsync(speech, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Its turns are missing in the figures.
            await Console.Error.WriteLineAsync($"A session ended early: {exception.Message}");
        }
    }

    /// <summary>A tone that no service takes for words.</summary>
    private static byte[] Tone(int seconds) => PcmSamples.Encode(
        [.. Enumerable.Range(0, seconds * 24_000).Select(static n => (short)(3_000 * Math.Sin(0.05 * n)))], AudioEncoding.Pcm16);

    /// <summary>What the process has used so far.</summary>
    private sealed record Usage(long At, TimeSpan Processor, long Allocated, TimeSpan Paused, long Events, long Memory)
    {
        public static Usage Of(Process process, LoadRecorder recorder)
        {
            process.Refresh();
            return new Usage(
                Stopwatch.GetTimestamp(),
                process.TotalProcessorTime,
                GC.GetTotalAllocatedBytes(precise: true),
                GC.GetTotalPauseDuration(),
                recorder.Chunks + recorder.Received,
                process.WorkingSet64);
        }

        public LoadFigures Since(Usage before, LoadOptions options, LoadRecorder recorder)
        {
            TimeSpan took = Stopwatch.GetElapsedTime(before.At, At);
            double events = Math.Max(1, Events - before.Events);
            return new LoadFigures
            {
                Client = options.Client,
                Sessions = options.Sessions,
                Seconds = took.TotalSeconds,
                Chunks = recorder.Chunks,
                MissedChunks = recorder.Missed + options.Chunks - recorder.Chunks,
                MissedTurns = options.Sessions * options.Turns - recorder.Turns,
                LatenessMs = recorder.Lateness,
                LatencyErrorMs = recorder.LatencyError,
                ArrivalLagMs = recorder.ArrivalLag,
                DriftMs = recorder.Drift.TotalMilliseconds,
                CoreShare = (Processor - before.Processor) / took,
                MicrosecondsPerEvent = (Processor - before.Processor).TotalMicroseconds / events,
                BytesPerEvent = (Allocated - before.Allocated) / events,
                GcPauseMs = (Paused - before.Paused).TotalMilliseconds,
                KibPerSession = Memory / 1024.0 / options.Sessions,
            };
        }
    }
}
