using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>A run of single turns, whatever the part of it that crawl and walk have to themselves.</summary>
internal sealed class SingleTurnHarness<TResult>(EvalServices services, ISingleTurnHarness<TResult> part) : IHarness<TResult>
    where TResult : SingleTurnResult
{
    private readonly Dictionary<string, TurnCase> _cases = part.Cases.ToDictionary(item => item.Id, StringComparer.Ordinal);
    private LiveTable<TResult>? _table;

    public string Name => part.Name;

    public RunOptions Options => part.Options;

    public IReadOnlyList<string> CaseIds { get; } = [.. part.Cases.Select(item => item.Id)];

    public int DataCases => part.DataCases;

    public string Model => part.Options.Model;

    public string Voice => part.Options.Voice;

    public IReadOnlyList<IReadOnlyList<SessionRequest>> Sides { get; } =
        [[new SessionRequest(part.Options.Model, CaseRunner<TResult>.SessionOf(part))]];

    public CallerSpeech? Speech => part.Speech;

    public JsonObject GetSettings() => SingleTurnSettings.Of(part);

    public Task PrepareAsync(RunFolder folder, bool isSandbox, CancellationToken cancellationToken)
    {
        part.Meet(isSandbox);
        return Task.CompletedTask;
    }

    public bool IsFinal(TResult result) => result.Outcome is Outcome.Pass or Outcome.Fail;

    public bool KeepsRows(TResult result) => IsFinal(result);

    public Task<TResult> RunAsync(CaseContext<TResult> context, CancellationToken cancellationToken) =>
        new CaseRunner<TResult>(services, part, context.Folder, context.Manifest)
            .RunAsync(_cases[context.CaseId], context.Sink, cancellationToken);

    public void WriteTable(RunFolder folder, IEnumerable<TResult> results) => TableOf(folder).Replace(results);

    public void AddToTable(RunFolder folder, TResult result) => TableOf(folder).Append(result);

    public byte[] Summarize(RunManifest manifest, IReadOnlyList<TResult> results) => SingleTurnSummary.ToJson(part, manifest, results);

    private LiveTable<TResult> TableOf(RunFolder folder) => _table ??= new LiveTable<TResult>(folder, services.Tables, part.Columns);
}
