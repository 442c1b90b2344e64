using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Statistics;

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
        if (RunStores.IsEvidence(path)) throw EvalErrors.ReportExists(path);
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
            CheckCounts(form, found);
            return found;
        }
        catch (JsonException exception)
        {
            problems.Add(new DataProblem(path, null, form.Path, exception.Message, "an agreement as it was written"));
            return null;
        }
    }

    /// <summary>Checks that the table adds up and that kappa is the one of the table, so that neither can be raised alone.</summary>
    private static void CheckCounts(JsonForm form, JudgeAgreement found)
    {
        int[,] counts = { { found.TruePass, found.FalseFail }, { found.FalsePass, found.TrueFail } };
        if (counts.Cast<int>().Any(count => count < 0) || counts.Cast<int>().Sum(count => (long)count) != found.Items)
        {
            form.Report("items", $"{found.Items}", "the sum of true_pass, false_pass, true_fail and false_fail, each of 0 or more");
            return;
        }

        double? kappa = CohenKappa.Of(counts);
        if (kappa is null != found.Kappa is null || Math.Abs((kappa ?? 0) - (found.Kappa ?? 0)) > 1e-9)
        {
            form.Report("kappa", $"{found.Kappa}", FormattableString.Invariant($"{kappa:0.######}, that of the four counts"));
        }
    }

    private sealed record Content(int SchemaVersion, IReadOnlyList<JudgeAgreement> JudgeAgreements);
}
