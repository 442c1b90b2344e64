using System.Collections.Concurrent;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>Reads all recordings of a table before anything is sent, each file once.</summary>
internal sealed class WalkRecordings(IRecordingReader reader, WalkAudioOptions options)
{
    private const long MaximumSamples = InputLimits.RecordingHours * 3_600L * CleanSpeech.SampleRate;

    private readonly ConcurrentDictionary<string, Recording> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Found, string Expected)> _faults = new(StringComparer.Ordinal);
    private long _samples;

    /// <summary>Reads the recordings, and adds a problem for each row whose recording cannot be used.</summary>
    /// <returns>The usable recordings by their paths.</returns>
    public async Task<IReadOnlyDictionary<string, Recording>> ReadAsync(
        IEnumerable<SingleTurnCase> cases, ICollection<DataProblem> problems, CancellationToken cancellationToken)
    {
        SingleTurnCase[] recorded = [.. cases.Where(item => item.AudioPath.Length > 0)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        IEnumerable<string> paths = recorded.Select(item => item.AudioPath).Distinct(StringComparer.Ordinal);
        await Parallel.ForEachAsync(paths, parallel, async (path, token) => await ReadAsync(path, token));
        foreach (SingleTurnCase item in recorded.Where(item => _faults.ContainsKey(item.AudioPath)))
        {
            (string found, string expected) = _faults[item.AudioPath];
            found = $"'{Path.GetFileName(item.AudioPath)}', the recording of '{item.Id}', has {found}";
            problems.Add(new DataProblem(options.SourcePath, item.Row, "audio_path", found, expected));
        }

        return _read;
    }

    private async Task ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Recording recording = await reader.ReadAsync(path, CleanSpeech.SampleRate, options.Channel, cancellationToken);
            if (Interlocked.Add(ref _samples, recording.Samples.Length) > MaximumSamples)
            {
                _faults[path] = ("more sound than is taken, with the others", $"at most {InputLimits.RecordingHours} hours in one table");
            }
            else if (recording.FindProblem(options.Channel) is { } fault) _faults[path] = fault;
            else _read[path] = recording;
        }
        catch (WavException exception)
        {
            _faults[path] = (exception.Found, exception.Expected);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults[path] = ($"content that cannot be read ({exception.Message})", "a file that may be read");
        }
    }
}
