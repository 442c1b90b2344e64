using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Gates;

/// <summary>The file with the agreement of judges, which a policy names.</summary>
public static class JudgeAgreementFile
{
    private const string Version = "schema_version";
    private const string Agreements = "judge_agreements";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: every problem at once.</exception>
    public static IReadOnlyList<JudgeAgreement> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var problems = new DataProblems();
        IReadOnlyList<JudgeAgreement> found = Read(path, problems);
        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : found;
    }

    /// <summary>Reads a file; what is wrong with it becomes a problem.</summary>
    internal static IReadOnlyList<JudgeAgreement> Read(string path, ICollection<DataProblem> problems)
    {
        if (TextFile.Read(path, problems, InputLimits.PolicyBytes) is not string text) return [];
        if (JsonForm.Read(path, text, problems)?.Allow(Version, Agreements) is not JsonForm form) return [];
        if (form.Whole(Version, 1, 1) is null && form.Get(Version) is null) form.Report(Version, "missing", "1");
        JsonForm[] all = [.. form.Objects(Agreements)];
        if (all.Length == 0 && !form.IsOther(Agreements, JsonValueKind.Array)) form.Report(Agreements, "no agreement", "at least one");
        return [.. all.Select(one => Read(one, problems, path)).OfType<JudgeAgreement>()];
    }

    /// <summary>Writes a file, replacing an existing one.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="agreements">The agreements.</param>
    /// <exception cref="EvalException"><c>ReportNotWritten</c>.</exception>
    internal static void Write(string path, IReadOnlyList<JudgeAgreement> agreements)
    {
        try
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(new Content(1, agreements), RunJson.Indented));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw EvalErrors.ReportNotWritten(path, exception);
        }
    }

    private static JudgeAgreement? Read(JsonForm form, ICollection<DataProblem> problems, string path)
    {
        try
        {
            JudgeAgreement found = form.Value.Deserialize<JudgeAgreement>(RunJson.Line)!;
            form.RequiredText("grader", "the id of a grader");
            if (found.Kappa is not (null or (>= -1 and <= 1))) form.Report("kappa", $"{found.Kappa}", "a number from -1 to 1, or null");
            return found;
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, form.Path, exception.Message, "an agreement as it was written"));
            return null;
        }
    }

    private sealed record Content(int SchemaVersion, IReadOnlyList<JudgeAgreement> JudgeAgreements);
}
