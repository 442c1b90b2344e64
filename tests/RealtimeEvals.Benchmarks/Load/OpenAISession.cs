using System.ClientModel;
using System.Diagnostics;
using OpenAI.Realtime;
using RealtimeEvals.Benchmarks.Services;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>
/// A session held by the client of the package OpenAI, which has no pacing: a delay for each chunk, on absolute deadlines, is what its
/// users write.
/// </summary>
internal sealed class OpenAISession(string endpoint, LoadRecorder recorder) : ILoadSession
{
    private readonly CancellationTokenSource _over = new();
    private RealtimeSessionClient? _client;
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource _signal = NewSignal();

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Uri rest = Endpoints.RestOf(endpoint);
        var client = new RealtimeClient(new ApiKeyCredential("none"), new RealtimeClientOptions { Endpoint = rest });
        _client = await client.StartConversationSessionAsync("gpt-realtime-2.1", cancellationToken: cancellationToken);
        _reading = ReadAsync(_client);
        var options = new RealtimeConversationSessionOptions
        {
            Instructions = "You read aloud.",
            AudioOptions = new RealtimeConversationSessionAudioOptions { InputAudioOptions = new() },
        };
        options.AudioOptions.InputAudioOptions.DisableTurnDetection();
        await _client.ConfigureConversationSessionAsync(options, cancellationToken);
        await _signal.Task.WaitAsync(cancellationToken);
    }

    public async Task TurnAsync(ReadOnlyMemory<byte> speech, CancellationToken cancellationToken)
    {
        _signal = NewSignal();
        await _client!.ClearInputAudioAsync(cancellationToken);
        int bytes = (int)(LoadOptions.Chunk.TotalSeconds * 48_000);
        long begunAt = Stopwatch.GetTimestamp();
        for (int chunk = 0; chunk * bytes < speech.Length; chunk++)
        {
            TimeSpan left = chunk * LoadOptions.Chunk - Stopwatch.GetElapsedTime(begunAt);
            if (left > TimeSpan.Zero) await Task.Delay(left, cancellationToken);
            recorder.Sent(Stopwatch.GetElapsedTime(begunAt) - chunk * LoadOptions.Chunk);
            ReadOnlyMemory<byte> audio = speech.Slice(chunk * bytes, Math.Min(bytes, speech.Length - chunk * bytes));
            await _client.SendInputAudioAsync(BinaryData.FromBytes(audio), cancellationToken);
        }

        await _client.CommitPendingAudioAsync(cancellationToken);
        await _client.StartResponseAsync(cancellationToken);
        await _signal.Task.WaitAsync(cancellationToken);
        recorder.Answered();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _reading;
        _client?.Dispose();
        _over.Dispose();
    }

    private async Task ReadAsync(RealtimeSessionClient client)
    {
        try
        {
            await foreach (RealtimeServerUpdate update in client.ReceiveUpdatesAsync(_over.Token))
            {
                recorder.Arrived();
                if (update is RealtimeServerUpdateSessionUpdated or RealtimeServerUpdateResponseDone) _signal.TrySetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
        catch (Exception exception)
        {
            _signal.TrySetException(exception);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
