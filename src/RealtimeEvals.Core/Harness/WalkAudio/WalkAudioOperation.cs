using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>
/// Makes telephone audio of crawl cases: G.711 u-law at 8 kHz, clean and under conditions, with the table that walk replays. What is
/// there is kept, so that a run that was stopped goes on; the same seed gives the same bytes. Emits one <see cref="WalkAudioSet"/>.
/// </summary>
/// <param name="services">What the operation needs from outside.</param>
public sealed class WalkAudioOperation(EvalServices services)
{
    private static readonly AudioFormat Format = new(AudioEncoding.MuLaw, CleanSpeech.SampleRate);

    /// <summary>Checks all input, then makes what is missing.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="sink">Takes the set.</param>
    /// <param name="cancellationToken">Stops; the files that are whole are kept.</param>
    /// <exception cref="EvalException">Nothing was made, or not everything; the error id says which.</exception>
    public async Task RunAsync(WalkAudioOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        if (options.FindFaults() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        AudioCondition[] conditions = [.. options.Conditions.Distinct(StringComparer.Ordinal).Select(AudioCondition.Parse)];
        IReadOnlyList<TurnCase> cases = ReadCases(options, conditions);
        ServiceTarget? target = cases.All(item => item.AudioPath.Length > 0) ? null : options.Target.Value;
        if (target is not null && options.CallerSpeech.FindFaults(target).ToArray() is { Length: > 0 } unknown) throw EvalErrors.InvalidSetting(unknown);
        WalkAudioFile[] files = [.. cases.SelectMany(item => conditions.Select(condition => FileOf(options, item, condition)))];
        JsonObject settings = WalkAudioManifest.SettingsOf(options, target);
        if (!options.Force) WalkAudioManifest.Check(options, settings);
        if (target is not null) ModelEndDates.Warn(target, sink, services.Time, options.CallerSpeech.EffectiveModel);

        WalkAudioFile[] missing = [.. files.Where(file => options.Force || !IsWhole(file.Path))];
        if (!await sink.ConfirmAsync(options.OutputPath, FormattableString.Invariant($"Make {missing.Length} of {files.Length} audio files and {options.TablePath}"), cancellationToken)) return;
        WriteManifest(options, settings);
        if (missing.Length > 0) await MakeAsync(options, cases, missing, sink, cancellationToken);
        WalkAudioTable.Write(options.TablePath, files, services.Tables);
        await sink.EmitAsync(ToSet(options, cases, conditions, files.Length, missing.Length), cancellationToken);
    }

    private IReadOnlyList<TurnCase> ReadCases(WalkAudioOptions options, AudioCondition[] conditions)
    {
        var problems = new List<DataProblem>();
        IReadOnlyList<TurnCase> cases = TurnDataset.Read(options.SourcePath, AudioColumn.Optional, services.Tables, tools: null, problems);
        foreach (TurnCase item in cases)
        {
            foreach (string id in conditions.Select(condition => WalkAudioFile.IdOf(item, condition)).Where(id => !SafeFileName.IsSafe(id)))
                problems.Add(new DataProblem(options.SourcePath, item.Row, "example_id", $"'{id}', the id with its condition", SafeFileName.Rule));
            if (item.AudioPath.Length > 0 && RecordingFault(item.AudioPath) is (string found, string expected))
                problems.Add(new DataProblem(options.SourcePath, item.Row, "audio_path", $"'{Path.GetFileName(item.AudioPath)}' {found}", expected));
        }

        return problems.Count == 0 ? cases : throw EvalErrors.InvalidInput(problems);
    }

    private (string Found, string Expected)? RecordingFault(string path)
    {
        if (!CleanSpeech.IsWav(path)) return services.Recordings.IsAvailable ? null : ("is not a WAV file and ffmpeg is not on PATH", "a WAV file, or ffmpeg to read others");
        try
        {
            return Recording.Read(File.ReadAllBytes(path)).Samples.Length > 0 ? null : ("holds no audio", "at least one sample");
        }
        catch (WavException exception)
        {
            return ($"has {exception.Found}", exception.Expected);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ($"cannot be read ({exception.Message})", "a file that may be read");
        }
    }

    private static WalkAudioFile FileOf(WalkAudioOptions options, TurnCase item, AudioCondition condition) =>
        new(item, condition, Path.Combine(options.OutputPath, $"{WalkAudioFile.IdOf(item, condition)}.wav"));

    private static bool IsWhole(string path)
    {
        try
        {
            return File.Exists(path) && WavReader.Read(File.ReadAllBytes(path)) is { Data.Length: > 0 } wav && wav.Format == Format;
        }
        catch (WavException)
        {
            return false;
        }
    }

    private static void WriteManifest(WalkAudioOptions options, JsonObject settings)
    {
        try
        {
            Directory.CreateDirectory(options.OutputPath);
            WalkAudioManifest.Write(options, settings);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(options.OutputPath, exception);
        }
    }

    /// <summary>First the clean speech of every case, since babble is made of the others; then each file under its condition.</summary>
    private async Task MakeAsync(WalkAudioOptions options, IReadOnlyList<TurnCase> cases, WalkAudioFile[] missing, IRunSink sink, CancellationToken cancellationToken)
    {
        var clean = new CleanSpeech(services, options);
        var voices = new ConcurrentDictionary<string, short[]>(StringComparer.Ordinal);
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cases, parallel, async (item, token) =>
        {
            try
            {
                voices[item.Id] = await clean.GetAsync(item, token);
            }
            catch (Exception exception) when (exception is SpeechException or WavException or IOException)
            {
                failures[item.Id] = Redact(options, exception.Message);
                sink.Error(RunError.Of(EvalErrors.CaseFailed(item.Id, $"{item.Id}: {failures[item.Id]}", "Run the same command again to make what is missing."), item.Id));
            }

            sink.Progress(new RunProgress("Speech", voices.Count + failures.Count, cases.Count, item.Id, null));
        });

        foreach ((int index, WalkAudioFile file) in missing.Where(file => voices.ContainsKey(file.Case.Id)).Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            short[][] others = [.. cases.Where(item => item.Id != file.Case.Id && voices.ContainsKey(item.Id)).Select(item => voices[item.Id])];
            var scene = new AudioScene(CleanSpeech.SampleRate, new Random(file.SeedFrom(options.Seed)), others);
            short[] heard = file.Condition.Apply(voices[file.Case.Id], scene);
            AtomicFile.Write(file.Path, WavWriter.ToBytes(Format, PcmSamples.Encode(heard, Format.Encoding)));
            sink.Progress(new RunProgress("Conditions", index + 1, missing.Length, file.Id, null));
        }

        if (!failures.IsEmpty) throw EvalErrors.AudioNotMade(failures.Count, cases.Count, failures.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}").First());
    }

    private static string Redact(WalkAudioOptions options, string message) => options.Target.IsValueCreated && options.Target.Value.Key is { } key ? key.Redact(message) : message;

    private static WalkAudioSet ToSet(WalkAudioOptions options, IReadOnlyList<TurnCase> cases, AudioCondition[] conditions, int files, int created) => new()
    {
        DataPath = options.TablePath,
        AudioPath = options.OutputPath,
        Cases = cases.Count,
        Files = files,
        Created = created,
        Conditions = new ValueList<string>(conditions.Select(condition => condition.Name)),
        Seed = options.Seed,
    };
}
