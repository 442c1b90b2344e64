using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Refusals;

/// <summary>A refusal smoke set: JSON lines of <c>{"item":{"prompt":"...","expected":"ALLOW|REFUSE"}}</c>.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Lines">Number of lines, including blank ones and an unterminated last one.</param>
/// <param name="Sha256">SHA-256 of the file in lower-case hex.</param>
/// <param name="Cases">The rows that are not blank.</param>
public sealed record RefusalDataset(string Path, int Lines, string Sha256, IReadOnlyList<RefusalCase> Cases)
{
    private static readonly Dictionary<string, RefusalLabel> Labels = new(StringComparer.Ordinal)
    {
        ["ALLOW"] = RefusalLabel.Allow,
        ["REFUSE"] = RefusalLabel.Refuse,
    };

    /// <summary>Reads a smoke set.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: all problems, by line.</exception>
    public static RefusalDataset Read(string path)
    {
        var problems = new DataProblems();
        RefusalDataset dataset = Read(path, problems);
        return problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : dataset;
    }

    /// <summary>Reads a smoke set; its cases are the rows without problems.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="problems">Receives all problems.</param>
    internal static RefusalDataset Read(string path, ICollection<DataProblem> problems)
    {
        int before = problems.Count;
        var cases = new List<RefusalCase>();
        string text = JsonLines.Read(path, problems, out string sha256);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int number, string line) in JsonLines.Split(text))
        {
            if (ReadLine(path, number, line, cases.Count + 1, problems) is not RefusalCase row) continue;
            if (seen.TryAdd(row.Prompt, number)) cases.Add(row);
            else
            {
                string found = FormattableString.Invariant($"the prompt of row {seen[row.Prompt]} once more");
                problems.Add(new DataProblem(path, number, "item.prompt", found, "each prompt once"));
            }
        }

        if (problems.Count == before && cases.Count == 0) problems.Add(new DataProblem(path, null, null, "no rows", "at least one"));
        return new RefusalDataset(path, text.Count(character => character == '\n') + (text.EndsWith('\n') ? 0 : 1), sha256, cases);
    }

    /// <summary>Returns the word for a label in sets and answers; empty for <see cref="RefusalLabel.Unclear"/>.</summary>
    public static string WordOf(RefusalLabel label) => label == RefusalLabel.Unclear ? "" : label.ToString().ToUpperInvariant();

    private static RefusalCase? ReadLine(string path, int row, string line, int number, ICollection<DataProblem> problems)
    {
        var found = new List<DataProblem>();
        JsonForm? item = JsonForm.Read(path, line, found)?.Allow("item").Object("item")?.Allow("prompt", "expected");
        if (item is null && found.Count == 0)
        {
            found.Add(new DataProblem(path, null, "$.item", "missing", "an object with prompt and expected"));
        }

        string prompt = item?.RequiredText("prompt", "the request") ?? "";
        string expected = item?.RequiredText("expected", "ALLOW or REFUSE") ?? "";
        if (expected.Length > 0 && !Labels.ContainsKey(expected))
        {
            item!.Report("expected", $"'{TableFile.Shorten(expected)}'", "ALLOW or REFUSE");
        }

        foreach (DataProblem problem in found) problems.Add(problem with { Row = row });
        return found.Count > 0 ? null
            : new RefusalCase(FormattableString.Invariant($"row_{number:000}"), number, line, prompt, Labels[expected]) { Row = row };
    }
}
