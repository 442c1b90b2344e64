using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>
/// Replays stored answers from JSON lines of <c>{"prompt":"...","answer":"..."}</c>. They are no evidence of the model's current behaviour.
/// </summary>
internal sealed class ReplayedRows : IRowSource
{
    private readonly Dictionary<string, string> _answers;

    private ReplayedRows(Dictionary<string, string> answers, string sha256) => (_answers, Sha256) = (answers, sha256);

    /// <summary>The SHA-256 of the bytes that the answers were read from.</summary>
    public string Sha256 { get; }

    public HostedRun? Hosted => null;

    /// <summary>Reads a file of answers. Every row of the set needs an answer, and a request may have only one.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>.</exception>
    public static ReplayedRows Read(string path, RefusalDataset dataset)
    {
        var problems = new DataProblems();
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        string text = JsonLines.Read(path, problems, out string sha256);
        foreach ((int number, string line) in JsonLines.Split(text))
        {
            var found = new List<DataProblem>();
            JsonForm? form = JsonForm.Read(path, line, found)?.Allow("prompt", "answer");
            string prompt = form?.RequiredText("prompt", "the request") ?? "";
            if (form is not null && form.Get("answer") is null) form.Report("answer", "missing", "the answer as it came");
            string answer = form?.Text("answer") ?? "";
            if (found.Count == 0 && !answers.TryAdd(prompt, answer))
            {
                form!.Report("prompt", "a request that stands in an earlier row", "each request once");
            }

            problems.AddRow(found, number);
        }

        string[] unanswered = problems.Count > 0
            ? []
            : [.. dataset.Cases.Where(row => !answers.ContainsKey(row.Prompt)).Select(row => row.Id)];
        foreach (string id in unanswered)
        {
            problems.Add(new DataProblem(
                path, null, null, $"no answer to {id} of the smoke set", "an answer to each of its requests"));
        }

        return problems.Count == 0 ? new ReplayedRows(answers, sha256) : throw EvalErrors.InvalidInput(problems);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RowAnswer> AnswerAsync(RowRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new RowAnswer(_answers[request.Row.Prompt]) { Model = "replay" });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
