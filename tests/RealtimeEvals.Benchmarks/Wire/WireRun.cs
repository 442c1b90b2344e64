using System.ClientModel;
using System.Text.Json;
using OpenAI.Realtime;
using RealtimeEvals.Audio;
using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;
using RealtimeEvals.Realtime;
using RealtimeSession = RealtimeEvals.Realtime.RealtimeSession;

namespace RealtimeEvals.Benchmarks.Wire;

/// <summary>
/// Sends many appends and hears many audio deltas as fast as the socket takes them, by one client, and measures each kind.
/// </summary>
internal static class WireRun
{
    /// <summary>The audio deltas of the answer that the service is to give.</summary>
    public const int Deltas = 5_000;

    private const int Appends = 20_000;

    private static readonly byte[] Speech = PcmSamples.Encode(
        [.. Enumerable.Range(0, Appends * 480).Select(static n => (short)(3_000 * Math.Sin(0.05 * n)))], AudioEncoding.Pcm16);

    /// <summary>Measures a client.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="endpoint">A service that answers each request with <see cref="Deltas"/>.</param>
    public static async Task<WireFigures> RunAsync(LoadClient client, string endpoint)
    {
        var appends = new WireMeter(Appends / 4, Appends);
        var deltas = new WireMeter(Deltas / 4, Deltas);
        await (client == LoadClient.Ours ? RunOursAsync(endpoint, appends, deltas) : RunOpenAIAsync(endpoint, appends, deltas));
        return new WireFigures(appends.BytesEach, deltas.BytesEach, appends.MicrosecondsEach, deltas.MicrosecondsEach);
    }

    private static async Task RunOursAsync(string endpoint, WireMeter appends, WireMeter deltas)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(endpoint, null, null), "gpt-realtime-2.1");
        var log = new CountingLog(appends, deltas);
        await using RealtimeSession session = await RealtimeSession.OpenAsync(
            options, TurnLimits.Default, TimeProvider.System, log, CancellationToken.None);
        session.Sink = NoSink.Instance;
        using var noTools = JsonDocument.Parse("[]");
        var configuration = new SessionConfiguration { Instructions = "You read aloud.", Tools = noTools.RootElement };
        await session.ConfigureAsync(configuration, CancellationToken.None);
        await session.SpeakAsync(new SpokenAudio(Speech, AudioFormat.Pcm24K, LoadOptions.Chunk, RealTime: false), CancellationToken.None);
    }

    private static async Task RunOpenAIAsync(string endpoint, WireMeter appends, WireMeter deltas)
    {
        Uri rest = Endpoints.RestOf(endpoint);
        var client = new RealtimeClient(new ApiKeyCredential("none"), new RealtimeClientOptions { Endpoint = rest });
        using RealtimeSessionClient session = await client.StartConversationSessionAsync("gpt-realtime-2.1");
        Task hearing = HearAsync(session, deltas);
        for (int chunk = 0; chunk < Appends; chunk++)
        {
            await session.SendInputAudioAsync(BinaryData.FromBytes(Speech.AsMemory(chunk * 960, 960)), CancellationToken.None);
            appends.Count();
        }

        await session.CommitPendingAudioAsync();
        await session.StartResponseAsync();
        await hearing;
    }

    private static async Task HearAsync(RealtimeSessionClient session, WireMeter deltas)
    {
        await foreach (RealtimeServerUpdate update in session.ReceiveUpdatesAsync())
        {
            if (update is RealtimeServerUpdateResponseDone) return;
            if (update is RealtimeServerUpdateResponseOutputAudioDelta) deltas.Count();
        }
    }

    /// <summary>Counts appends where they are sent, and deltas where they arrive.</summary>
    private sealed class CountingLog(WireMeter appends, WireMeter deltas) : IEventLog
    {
        public void StartResponse(long timestamp)
        {
        }

        public void Sent(long timestamp, ReadOnlyMemory<byte> utf8)
        {
            if (utf8.Span[..Math.Min(utf8.Length, 64)].IndexOf("\"input_audio_buffer.append\""u8) >= 0) appends.Count();
        }

        public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText)
        {
            if (utf8.Span[..Math.Min(utf8.Length, 64)].IndexOf("\"response.output_audio.delta\""u8) >= 0) deltas.Count();
        }
    }
}
