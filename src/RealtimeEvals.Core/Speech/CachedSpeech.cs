using System.Collections.Concurrent;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Speech;

/// <summary>
/// A disk cache of speech, keyed by source, model, voice, text and format. A text is synthesized once; every later run sends the same bytes
/// and pays nothing.
/// </summary>
/// <param name="inner">Synthesizes speech that is not in the cache.</param>
/// <param name="source">The service that synthesizes, so that the sandbox's voice never replaces a real one.</param>
/// <param name="isSandbox">
/// Whether that service is the sandbox. The sandbox and a real service may have used the same address, so cached speech must also sound
/// like the right one.
/// </param>
/// <param name="folder">The folder of the cache; created when it is first needed.</param>
/// <param name="warn">Called once when the cache cannot be written.</param>
/// <param name="time">The clock for time limits.</param>
public sealed class CachedSpeech(
    ISpeechSynthesizer inner,
    string source,
    bool isSandbox,
    string folder,
    Action<string> warn,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _making = new(StringComparer.Ordinal);
    private int _hasWarned;

    /// <summary>Returns the default folder: below the user's local application data or, if there is no such folder, the results.</summary>
    /// <param name="resultsPath">The folder of all runs.</param>
    public static string DefaultFolder(string resultsPath)
    {
        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0 ? Path.Combine(local, "RealtimeEvals", "speech") : Path.Combine(resultsPath, ".speech");
    }

    /// <summary>Returns the speech for <paramref name="request"/>: PCM16, mono, 24 kHz.</summary>
    /// <param name="request">The text and the voice.</param>
    /// <param name="limit">The maximum wait for speech that is not in the cache.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="SpeechException">The service returned no speech in time, or only silence.</exception>
    public async Task<ReadOnlyMemory<byte>> GetAsync(SpeechRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = PathOf(request);
        if (await SlowWork.RunAsync(() => TryRead(path)) is { } cached) return cached;
        return await TimeLimit.RunAsync(
            limit,
            time,
            token => MakeOnceAsync(path, request, token),
            exception => new SpeechException(FormattableString.Invariant($"no speech within {limit.TotalSeconds} s."), exception),
            cancellationToken);
    }

    /// <summary>Returns how long the cached speech for <paramref name="request"/> is; null when it would have to be made.</summary>
    internal TimeSpan? LengthOf(SpeechRequest request) =>
        TryRead(PathOf(request)) is { } cached ? AudioFormat.Pcm24K.DurationOf(cached.Length) : null;

    /// <summary>Lets concurrent requests for the same speech wait for the first and return the same bytes.</summary>
    private async Task<ReadOnlyMemory<byte>> MakeOnceAsync(string path, SpeechRequest request, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = _making.GetOrAdd(path, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await SlowWork.RunAsync(() => TryRead(path)) ?? await MakeAsync(path, request, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<ReadOnlyMemory<byte>> MakeAsync(string path, SpeechRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> speech = await inner.SynthesizeAsync(request, cancellationToken);
        if (speech.Length == 0 || speech.Length % AudioFormat.Pcm24K.BytesPerSample != 0)
        {
            throw new SpeechException(
                FormattableString.Invariant($"the speech service sent {speech.Length} bytes; expected whole 16-bit samples."));
        }

        if (Silence.EndOfSound(speech.Span, AudioFormat.Pcm24K) == TimeSpan.Zero)
        {
            throw new SpeechException("the speech service sent silence.");
        }

        if (SandboxSound.IsIn(speech.Span, AudioFormat.Pcm24K) != isSandbox) return speech;
        try
        {
            AtomicFile.Write(path, WavWriter.ToBytes(AudioFormat.Pcm24K, speech.Span));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The cache saves money and keeps the bytes equal; it is not evidence, and the speech itself was made.
            if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
            {
                warn($"The speech cache '{folder}' cannot be written ({exception.Message}); the next run will pay for the speech again.");
            }
        }

        return speech;
    }

    private ReadOnlyMemory<byte>? TryRead(string path)
    {
        try
        {
            WavAudio wav = WavReader.Read(PlainFile.Read(path, InputLimits.AudioBytes));
            return wav.Format == AudioFormat.Pcm24K && wav.Data.Length > 0 && SandboxSound.IsIn(wav.Data.Span, wav.Format) == isSandbox
                ? wav.Data
                : (ReadOnlyMemory<byte>?)null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or WavException)
        {
            // A damaged or unreadable entry is synthesized again, like a missing one.
            return null;
        }
    }

    private string PathOf(SpeechRequest request)
    {
        string[] parts = [source, request.Model, request.Voice, request.Text, AudioFormat.Pcm24K.ToString()];
        byte[] identity = JsonSerializer.SerializeToUtf8Bytes(parts);
        string hash = FileHash.Of(identity);
        return Path.Combine(folder, hash[..2], $"{hash}.wav");
    }
}
