using RealtimeEvals.Files;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Makes runs of results of other programs, so that they are listed and compared like others. Nobody vouches for them: no gate passes on
/// one.
/// </summary>
/// <param name="services">The table format, distributions and the clock.</param>
public sealed class ForeignImport(EvalServices services)
{
    private const string SourceFolder = "source";

    /// <summary>Returns what can be imported at a path: the folder or the file itself, or the folders in it.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>: there is nothing.</exception>
    public static ImportPlaces At(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] results = RunStores.IsRun(path) ? [] : [.. ForeignSource.At(path).Select(source => source.Path)];
        bool isResults = results is [string only] && only == Path.TrimEndingDirectorySeparator(path);
        bool isWithoutRuns = isResults || (results.Length > 0 && !StoredRunImport.HasRuns(path));
        return new ImportPlaces(isWithoutRuns ? [] : StoredRunImport.RunsAt(path), results);
    }

    /// <summary>Makes a run of results and adds it to the store of runs. Results that are there already are only listed again.</summary>
    /// <param name="store">The store.</param>
    /// <param name="path">The absolute path of the results, see <see cref="At"/>.</param>
    /// <param name="options">Where the run goes.</param>
    /// <returns>The run as it is listed.</returns>
    /// <exception cref="EvalException">
    /// <c>InvalidInput</c>: the results are not what their program writes; each problem is named. <c>RunExists</c>, <c>RunInUse</c>,
    /// <c>InvalidSetting</c>, <c>ResultsNotWritable</c>, <c>EvidenceNotWritten</c> or <c>StoreUnusable</c>.
    /// </exception>
    public EvalRunSummary Add(IEvalStore store, string path, ForeignImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        var source = new ForeignSource(path);
        ForeignRun run = Read(source);
        string runId = options.RunName.Length > 0 ? options.RunName : run.Name;
        string runPath = RunStores.Named(options.ResultsPath, runId);
        RunInput[] inputs = [.. FilesOf(source).Select(file => new RunInput("results", file, FileHash.OfFile(file)))];
        if (!options.Force && IsThere(runPath, inputs)) return StoredRunImport.Add(store, runPath);
        Write(source, run, runId, options, inputs);
        return StoredRunImport.Add(store, runPath);
    }

    private static string[] FilesOf(ForeignSource source) =>
        source.SummaryFile.Length > 0 ? [source.ResultsFile, source.SummaryFile] : [source.ResultsFile];

    private static bool IsThere(string runPath, RunInput[] inputs) =>
        RunStores.Find(runPath)?.Manifest is RunManifest { Provider: ServiceTarget.ImportedProvider, Provenance: RunProvenance origin }
        && origin.Inputs.Select(one => one.Sha256).SequenceEqual(inputs.Select(one => one.Sha256), StringComparer.Ordinal);

    private ForeignRun Read(ForeignSource source)
    {
        var problems = new List<DataProblem>();
        ForeignRun? run = source.IsLog ? EvalLog.Read(source, problems) : ReferenceTable.Read(source, services.Tables, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidInput([.. problems.Distinct()]);
        if (run is { Results.Count: > 0 }) return run;
        throw EvalErrors.InvalidInput([new DataProblem(source.ResultsFile, null, null, "no result", "at least one")]);
    }

    private void Write(ForeignSource source, ForeignRun run, string runId, ForeignImportOptions options, RunInput[] inputs)
    {
        run.Settings["imported_format"] = run.Format;
        IReadOnlyList<IStoredResult> results = run.Of(runId);
        var manifest = new RunManifest
        {
            RunId = runId,
            Harness = run.Kind.Name,
            Provider = ServiceTarget.ImportedProvider,
            Settings = run.Settings,
            Planned = results.Count,
            StartedAt = run.StartedAt,
            ResolvedModel = run.Model,
            Provenance = new RunProvenance
            {
                Models = run.Model.Length > 0
                    ? new Dictionary<string, string>(StringComparer.Ordinal) { ["agent"] = run.Model }
                    : RunManifest.NoHashes,
                Inputs = inputs,
            },
        };
        var store = new FolderStore(options.ResultsPath);
        if (store.Find(runId) is IStoredRun earlier && earlier.Manifest.Provider != ServiceTarget.ImportedProvider)
        {
            // What was run here is never replaced by what was brought from elsewhere.
            throw EvalErrors.RunExists(runId, store.PathOf(runId));
        }

        using IRunWriter writer = store.Create(runId, options.Force);
        writer.Begin(manifest);
        foreach (string file in FilesOf(source)) Keep(writer.Files, file);
        foreach (IStoredResult result in results) writer.Append<object>(result);
        manifest = manifest with
        {
            State = run.Error.Length > 0 ? RunState.Failed : RunState.Completed,
            Error = run.Error,
            Finished = results.Count,
        };
        IStoredResult[] placed = [.. results.Select(result => result.At(writer.Files.Path))];
        run.Kind.Write(writer.Files, services.Tables, services.Distributions, manifest, placed);
        writer.Seal(manifest);
    }

    /// <summary>Keeps the results as the other program left them, so that nothing of them is lost.</summary>
    private static void Keep(RunFolder files, string file)
    {
        try
        {
            Directory.CreateDirectory(files.PathOf(SourceFolder));
            files.Write($"{SourceFolder}/{Path.GetFileName(file)}", PlainFile.Read(file, InputLimits.TableBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(files.PathOf(SourceFolder), exception);
        }
    }
}
