using System.Collections.Concurrent;
using RealtimeEvals.Audio;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>
/// Makes telephone audio of crawl cases: G.711 u-law at 8 kHz, clean and under conditions, with the table that walk replays. Existing files
/// are kept, so that an interrupted run can continue; the same seed gives the same bytes. Emits one <see cref="WalkAudioSet"/>.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class WalkAudioOperation(EvalServices services)
{
    /// <summary>Checks all input, then makes what is missing.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="sink">Takes the set.</param>
    /// <param name="cancellationToken">Cancels the operation; complete files are kept.</param>
    /// <exception cref="EvalException">Nothing was made, or not everything; see the error id.</exception>
    public async Task RunAsync(WalkAudioOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        if (options.FindProblems() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        AudioCondition[] conditions = [.. options.Conditions.Distinct(StringComparer.Ordinal).Select(AudioCondition.Parse)];
        var problems = new DataProblems();
        IReadOnlyList<SingleTurnCase> cases = ReadCases(options, conditions, problems, sink, out string sourceSha256);
        var reading = new WalkRecordings(services.Recordings, options);
        IReadOnlyDictionary<string, Recording> recordings = await reading.ReadAsync(cases, problems, cancellationToken);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        ServiceTarget? target = cases.All(item => item.AudioPath.Length > 0) ? null : options.Target.Value;
        var source = new Source(cases, conditions, recordings, sourceSha256);
        await RedactedOperation.RunAsync(target, sink, quiet => MakeAsync(options, target, source, quiet, cancellationToken));
    }

    private async Task MakeAsync(
        WalkAudioOptions options, ServiceTarget? target, Source source, IRunSink sink, CancellationToken cancellationToken)
    {
        (IReadOnlyList<SingleTurnCase> cases,
            AudioCondition[] conditions,
            IReadOnlyDictionary<string, Recording> recordings,
            string sourceSha256) = source;
        CallerSpeech asked = options.CallerSpeech;
        options = options with
        {
            SpeechSource = SpeechChoice.Of(
                asked, target ?? ServiceTarget.Replay, WalkAudioRecord.SourceOf(options.TablePath), services.Time),
            SpeechMayChange = asked is { Source: SpeechSource.Auto, Model: "" },
        };
        if (target is not null && options.CallerSpeech.FindProblems(target).ToArray() is { Length: > 0 } unknown)
        {
            throw EvalErrors.InvalidSetting(unknown);
        }

        (WalkAudioFile[] files, WalkAudioFile[] missing) = FilesOf(options, target, conditions, cases);
        if (target is not null) ModelEndDates.Warn(target, sink, services.Time, asked);

        string speechFrom = target is null ? "" : $", with speech from {SpeechAddress(options, target)}";
        string action = FormattableString.Invariant(
            $"Make {missing.Length} of {files.Length} audio files and {options.TablePath}{speechFrom}");
        if (!await sink.ConfirmAsync(options.OutputPath, action, cancellationToken)) return;
        RequireFolder(options.OutputPath);
        RequireFolder(Path.GetDirectoryName(options.TablePath)!);
        if (missing.Length > 0 && !await MakeAsync(options, cases, recordings, missing, sink, cancellationToken))
        {
            // A set in two voices would measure the difference between the voices, so that the whole set is made by the other source.
            options = options with { SpeechSource = SpeechSource.Realtime, SpeechMayChange = false };
            (files, missing) = FilesOf(options, target, conditions, cases);
            await MakeAsync(options, cases, recordings, missing, sink, cancellationToken);
        }

        Store(options.TablePath, () =>
        {
            WalkAudioTable.Write(options.TablePath, files, services.Tables);
            WalkAudioRecord.Write(options, target, conditions.Select(condition => condition.Name), sourceSha256);
        });
        await sink.EmitAsync(ToSet(options, cases, conditions, files.Length, missing.Length), cancellationToken);
    }

    private static string SpeechAddress(WalkAudioOptions options, ServiceTarget target) =>
        target.Provider == ServiceTarget.SandboxProvider ? target.Provider
        : options.SpeechSource == SpeechSource.Realtime ? target.ShownRealtime
        : target.ShownRest;

    private static (WalkAudioFile[] All, WalkAudioFile[] Missing) FilesOf(
        WalkAudioOptions options, ServiceTarget? target, AudioCondition[] conditions, IReadOnlyList<SingleTurnCase> cases)
    {
        WalkAudioFile[] files =
            [.. cases.SelectMany(item => conditions.Select(condition => FileOf(options, target, item, condition, cases)))];
        return (files, [.. files.Where(file => options.Force || !file.IsMade())]);
    }

    private IReadOnlyList<SingleTurnCase> ReadCases(
        WalkAudioOptions options, AudioCondition[] conditions, DataProblems problems, IRunSink sink, out string sha256)
    {
        IReadOnlyList<SingleTurnCase> cases =
            TurnDataset.Read(options.SourcePath, AudioColumn.Optional, services.Tables, tools: null, problems, sink.Warning, out sha256);
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var outputs = cases
            .SelectMany(item => conditions.Select(condition => WalkAudioFile.PathOf(options, item, condition)))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (SingleTurnCase item in cases)
        {
            foreach (string id in conditions.Select(condition => WalkAudioFile.IdOf(item, condition)))
            {
                if (!SafeFileName.IsSafe(id))
                {
                    Report(item, "example_id", $"'{id}', the id with its condition", SafeFileName.Rule);
                }
                else if (!ids.Add(id))
                {
                    Report(item, "example_id", $"'{id}', the id with its condition, is that of another row", "an id of its own");
                }
            }

            if (outputs.Contains(item.AudioPath))
            {
                string found = $"'{Path.GetFileName(item.AudioPath)}' would be overwritten by the audio that is made";
                Report(item, "audio_path", found, "a recording outside the audio folder");
            }
        }

        return cases;

        void Report(SingleTurnCase item, string column, string found, string expected) =>
            problems.Add(new DataProblem(options.SourcePath, item.Row, column, found, expected));
    }

    private static WalkAudioFile FileOf(
        WalkAudioOptions options, ServiceTarget? target, SingleTurnCase item, AudioCondition condition, IReadOnlyList<SingleTurnCase> all)
    {
        string speech = $"{options.SpeechSource} {target?.SpeechSource} {options.CallerSpeech.EffectiveModel} {options.Voice}";
        string print = WalkAudioFile.FingerprintOf(speech, options.Channel, item, condition, options.Seed, all);
        return new WalkAudioFile(item, condition, WalkAudioFile.PathOf(options, item, condition), print);
    }

    private static void RequireFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.ResultsNotWritable(path, exception);
        }
    }

    private static void Store(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }

    /// <summary>
    /// Makes the clean speech of every case first, since babble is mixed from the other cases; then each file under its condition.
    /// </summary>
    /// <returns>Whether the files were made; false if the model of the speech source is missing.</returns>
    private async Task<bool> MakeAsync(
        WalkAudioOptions options, IReadOnlyList<SingleTurnCase> cases, IReadOnlyDictionary<string, Recording> recordings,
        WalkAudioFile[] missing, IRunSink sink, CancellationToken cancellationToken)
    {
        var clean = new CleanSpeech(services, options, recordings, sink);
        var voices = new ConcurrentDictionary<string, short[]>(StringComparer.Ordinal);
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(cases, parallel, async (item, token) =>
        {
            try
            {
                voices[item.Id] = await clean.GetAsync(item, token);
            }
            catch (Exception exception) when (exception is SpeechException or IOException)
            {
                failures[item.Id] = exception.Message;
                const string Advice = "Run the same command again to make what is missing.";
                sink.Error(RunError.Of(EvalErrors.CaseFailed(item.Id, $"{item.Id}: {failures[item.Id]}", Advice), item.Id));
            }

            sink.Progress(new RunProgress("Speech", voices.Count + failures.Count, cases.Count, item.Id, null));
        });

        if (clean.Source != options.SpeechSource) return false;

        // Babble with a missing voice would sound different, so that its files are made only when all voices exist.
        IEnumerable<WalkAudioFile> possible = missing.Where(
            file => voices.ContainsKey(file.Case.Id) && (failures.IsEmpty || !file.Condition.UsesOtherVoices));
        foreach ((int index, WalkAudioFile file) in possible.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            IEnumerable<SingleTurnCase> speakers = cases.Where(item => item.Id != file.Case.Id && voices.ContainsKey(item.Id));
            short[][] others = [.. speakers.Select(item => voices[item.Id])];
            var scene = new AudioScene(CleanSpeech.SampleRate, new Random(file.SeedFrom(options.Seed)), others);
            short[] heard = file.Condition.Apply(voices[file.Case.Id], scene);
            Store(file.Path, () => AtomicFile.Write(
                file.Path,
                WavWriter.ToBytes(
                    WalkAudioFile.Format, PcmSamples.Encode(heard, WalkAudioFile.Format.Encoding), file.Fingerprint)));
            sink.Progress(new RunProgress("Conditions", index + 1, missing.Length, file.Id, null));
        }

        if (!failures.IsEmpty)
        {
            KeyValuePair<string, string> first = failures.OrderBy(one => one.Key, StringComparer.Ordinal).First();
            throw EvalErrors.AudioNotMade(failures.Count, cases.Count, $"{first.Key}: {first.Value}");
        }

        return true;
    }

    private static WalkAudioSet ToSet(
        WalkAudioOptions options, IReadOnlyList<SingleTurnCase> cases, AudioCondition[] conditions, int files, int created) => new()
    {
        DataPath = options.TablePath,
        AudioPath = options.OutputPath,
        Cases = cases.Count,
        Files = files,
        Created = created,
        Conditions = new ValueList<string>(conditions.Select(condition => condition.Name)),
        Seed = options.Seed,
    };

    /// <summary>The input of a set.</summary>
    private sealed record Source(
        IReadOnlyList<SingleTurnCase> Cases,
        AudioCondition[] Conditions,
        IReadOnlyDictionary<string, Recording> Recordings,
        string Sha256);
}
