using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// A policy file, JSON or a PowerShell data file: named sets of rules, each with the minimum number of samples and the maximum age of
/// evidence.
/// </summary>
public static class GatePolicy
{
    private const string Rules = "rules";
    private const string MinimumSamples = "minimum_samples";
    private const string MaximumAgeHours = "maximum_age_hours";
    private const string AllowPartialData = "allow_partial_data";
    private const string Baseline = "baseline";
    private const string JudgeAgreement = "judge_agreement";
    private const string MinimumKappa = "minimum_kappa";
    private const string MinimumLabels = "minimum_labels";

    /// <summary>Reads one set of a policy.</summary>
    /// <param name="path">The file.</param>
    /// <param name="set">The name of the set; empty if the file has only one.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidInput</c>: all problems in all sets, with their positions. <c>PolicySetNotFound</c>.
    /// </exception>
    public static GateOptions Read(string path, string set)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(set);
        var problems = new DataProblems();
        Dictionary<string, GateOptions> sets = ReadSets(path, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        if (set.Length == 0 && sets.Count == 1) return sets.Values.Single();
        return sets.GetValueOrDefault(set)
            ?? sets.GetValueOrDefault(JsonNamingPolicy.SnakeCaseLower.ConvertName(set))
            ?? throw EvalErrors.PolicySetNotFound(path, set, string.Join(", ", sets.Keys));
    }

    /// <summary>Reads all sets of a policy, by their names without regard to case.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Receives all problems in all sets.</param>
    internal static Dictionary<string, GateOptions> ReadSets(string path, ICollection<DataProblem> problems)
    {
        int before = problems.Count;
        Dictionary<string, GateOptions> sets = new(StringComparer.OrdinalIgnoreCase);
        if (ReadRoot(path, problems)?.Allow("sets").Object("sets") is JsonForm named)
        {
            foreach (string name in named.Value.EnumerateObject().Select(property => property.Name).Where(name => !JsonForm.IsNote(name)))
            {
                if (named.Object(name) is JsonForm form && !sets.TryAdd(name, ReadSet(path, name, form, problems)))
                {
                    named.Report(name, "a set whose name differs from that of another only in upper and lower case", "another name");
                }
            }
        }

        if (problems.Count == before && sets.Count == 0)
        {
            const string Example = "{\"sets\": {\"release\": {\"rules\": [\"pass_rate >= 0.95\"]}}}";
            problems.Add(new DataProblem(path, null, "$.sets", "no set of rules", $"at least one, such as {Example}"));
        }

        return sets;
    }

    /// <summary>Returns the names of the sets of a policy; none when it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<string> ReadSetNames(string path) =>
        ReadRoot(path, [])?.Object("sets") is JsonForm named
            ? [.. named.Value.EnumerateObject().Select(property => property.Name).Where(name => !JsonForm.IsNote(name))]
            : [];

    private static JsonForm? ReadRoot(string path, ICollection<DataProblem> problems)
    {
        if (TextFile.Read(path, problems, InputLimits.PolicyBytes) is not string text) return null;
        if (!path.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase)) return JsonForm.Read(path, text, problems);
        try
        {
            return JsonForm.Read(path, PowerShellData.Read(text)?.ToJsonString() ?? "null", problems);
        }
        catch (FormatException exception)
        {
            problems.Add(new DataProblem(path, null, null, $"it is no PowerShell data file ({exception.Message})", "one hash table @{ }"));
            return null;
        }
    }

    private static GateOptions ReadSet(string path, string name, JsonForm form, ICollection<DataProblem> problems)
    {
        form.Allow(
            Rules, MinimumSamples, MaximumAgeHours, AllowPartialData, Baseline, JudgeAgreement, MinimumKappa, MinimumLabels);
        IReadOnlyList<string> texts = form.Texts(Rules);
        if (texts.Count == 0) form.Report(Rules, "no rules", "at least one");
        if (texts.Count > InputLimits.PolicyRules)
        {
            form.Report(
                Rules,
                FormattableString.Invariant($"{texts.Count} rules"),
                FormattableString.Invariant($"at most {InputLimits.PolicyRules}"));
            texts = [];
        }

        string judges = form.Text(JudgeAgreement);
        if (judges.Length == 0 && (form.Get(MinimumKappa) ?? form.Get(MinimumLabels)) is not null)
        {
            form.Report(JudgeAgreement, "missing", "the file with the agreement of judges with people, by its path from the policy");
        }

        if (judges.Length > 0) judges = Path.GetFullPath(judges, Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new GateOptions
        {
            JudgeAgreementPath = judges,
            JudgeAgreements = judges.Length > 0 ? JudgeAgreementFile.Read(judges, problems) : [],
            MinimumKappa = form.Share(MinimumKappa, -1) ?? new GateOptions().MinimumKappa,
            MinimumLabels = form.Whole(MinimumLabels, 1, int.MaxValue) ?? new GateOptions().MinimumLabels,
            PolicyPath = path,
            PolicySet = name,
            Rules =
            [
                .. texts.Select((text, index) =>
                    ReadRule(path, FormattableString.Invariant($"{form.Path}.{Rules}[{index}]"), text, problems)).OfType<GateRule>(),
            ],
            MinimumSamples = form.Whole(MinimumSamples, 1, int.MaxValue) ?? 1,
            MaximumAge = form.Whole(MaximumAgeHours, 1, 24 * 366) is int hours ? TimeSpan.FromHours(hours) : GateOptions.DefaultMaximumAge,
            AllowPartialData = form.Flag(AllowPartialData) ?? false,
            BaselinePath = form.Text(Baseline) is { Length: > 0 } baseline
                ? Path.GetFullPath(baseline, Path.GetDirectoryName(Path.GetFullPath(path))!)
                : "",
        };
    }

    private static GateRule? ReadRule(string path, string place, string text, ICollection<DataProblem> problems)
    {
        if (text.Length == 0) return null;
        try
        {
            return GateRule.Parse(text);
        }
        catch (EvalException exception)
        {
            problems.Add(new DataProblem(path, null, place, exception.Message.TrimEnd('.'), $"a rule: {GateRule.Syntax}"));
            return null;
        }
    }
}
