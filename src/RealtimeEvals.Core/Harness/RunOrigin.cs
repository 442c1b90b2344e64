using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Harness;

/// <summary>Collects where a run comes from, for its manifest.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="endpoint">The address of the service; empty for none.</param>
/// <param name="inputs">The files that the run reads, with what each is for.</param>
/// <param name="time">The clock.</param>
internal sealed class RunOrigin(RunOptions options, string endpoint, IEnumerable<(string Role, string Path)> inputs, TimeProvider time)
{
    /// <summary>The setting of runs whose graders listen.</summary>
    private const string TranscriptionSetting = "transcription_model";

    private readonly Redactor _redactor = options.Target.Redactor;

    /// <summary>Returns the manifest with this start of the run. What an earlier start recorded is kept.</summary>
    /// <param name="manifest">The manifest at the start.</param>
    /// <param name="cancellationToken">Ends the wait for git.</param>
    public async Task<RunManifest> BeginAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        string folder = Directory.Exists(options.DataPath) ? options.DataPath : Path.GetDirectoryName(options.DataPath) ?? "";
        GitState? git = folder.Length > 0 ? await new GitFolder(time).ReadAsync(folder, cancellationToken) : null;
        if (git is not null) git = git with { Branch = _redactor.Redact(git.Branch) };
        var fresh = new RunManifest { RunId = "", Harness = "", Provider = "", Settings = [] };
        var start = new RunStart(time.GetUtcNow(), fresh.ProductVersion, fresh.Platform, git);
        RunProvenance origin = manifest.Provenance ?? new RunProvenance
        {
            EndpointHost = Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) ? address.Host : "",
            Inputs = [.. inputs.Distinct().Select(InputOf).OfType<RunInput>()],
        };
        return manifest with { Provenance = origin with { Starts = [.. origin.Starts, start] } };
    }

    /// <summary>Returns the manifest with the models that are known at the end.</summary>
    /// <param name="manifest">The manifest at the end.</param>
    /// <param name="results">The results, which are enumerated once; only those of conversations are.</param>
    /// <param name="redactor">Takes secrets out of names.</param>
    public static RunManifest WithModels(RunManifest manifest, IEnumerable<IStoredResult> results, Redactor redactor)
    {
        if (manifest.Provenance is not RunProvenance origin) return manifest;
        (HashSet<string> callers, HashSet<string> judges, HashSet<string> prompts) = ([], [], []);
        foreach (ConversationResult one in results as IEnumerable<ConversationResult> ?? [])
        {
            callers.Add(one.SimulatorModel);
            foreach (GraderResult grade in one.Grades.Concat(one.Turns.SelectMany(turn => turn.Grades)).Where(grade => grade.Samples > 0))
            {
                judges.Add(grade.ResolvedModel.Length > 0 ? grade.ResolvedModel : grade.JudgeModel);
                prompts.Add(grade.PromptSha256);
            }
        }

        (string Role, IEnumerable<string?> Names)[] roles =
        [
            ("agent", [manifest.ResolvedModel]),
            ("caller", callers),
            ("judge", judges),
            ("speech", [manifest.Settings[SpeechChoice.ModelSetting]?.ToString()]),
            ("transcription", [manifest.Settings[TranscriptionSetting]?.ToString()]),
        ];
        return manifest with
        {
            Provenance = origin with
            {
                Models = roles.Select(role => (role.Role, Names: Joined(role.Names)))
                    .Where(role => role.Names.Length > 0)
                    .ToDictionary(role => role.Role, role => redactor.Redact(role.Names), StringComparer.Ordinal),
                JudgePromptSha256 = [.. prompts.Where(hash => hash.Length > 0).Order(StringComparer.Ordinal)],
            },
        };
    }

    /// <summary>
    /// Returns the origin of a run that was merged: everything that its shards read, who answered them, and all their starts.
    /// </summary>
    /// <param name="shards">The origins of the shards; null comes of none.</param>
    public static RunProvenance? Merged(IReadOnlyList<RunProvenance> shards) => shards.Count == 0 ? null : shards[0] with
    {
        Models = shards.SelectMany(one => one.Models)
            .GroupBy(model => model.Key, StringComparer.Ordinal)
            .ToDictionary(role => role.Key, role => Joined(role.SelectMany(model => model.Value.Split(", "))), StringComparer.Ordinal),
        JudgePromptSha256 =
            [.. shards.SelectMany(one => one.JudgePromptSha256).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Inputs = [.. shards.SelectMany(one => one.Inputs).Distinct()],
        Starts = [.. shards.SelectMany(one => one.Starts).OrderBy(start => start.StartedAt)],
    };

    private static string Joined(IEnumerable<string?> names) =>
        string.Join(", ", names.Where(name => name?.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>Returns a file with its hash; null when it cannot be read any more.</summary>
    private RunInput? InputOf((string Role, string Path) input)
    {
        try
        {
            return File.Exists(input.Path) ? new RunInput(input.Role, _redactor.Redact(input.Path), FileHash.OfFile(input.Path)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
