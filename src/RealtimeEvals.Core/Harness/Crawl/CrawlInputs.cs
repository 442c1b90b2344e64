using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>The files of a run, read and found right.</summary>
/// <param name="Cases">The cases that will be run.</param>
/// <param name="Tools">The agent's tools.</param>
/// <param name="SystemPrompt">The agent's instructions.</param>
internal sealed record CrawlInputs(IReadOnlyList<CrawlCase> Cases, ToolSet Tools, string SystemPrompt)
{
    /// <summary>Reads all files; every problem of all of them is reported at once.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>.</exception>
    public static CrawlInputs Read(CrawlOptions options, ITableFormat tables)
    {
        var problems = new List<DataProblem>();
        string? prompt = TextFile.Read(options.SystemPromptPath, problems)?.Trim();
        if (prompt is { Length: 0 }) problems.Add(new DataProblem(options.SystemPromptPath, null, null, "blank", "the agent's system prompt"));
        ToolSet? tools = ToolSet.Read(options.ToolsPath, problems);
        IReadOnlyList<CrawlCase> cases = CrawlDataset.Read(options.DataPath, tables, tools, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        return new CrawlInputs(options.MaximumCases > 0 ? [.. cases.Take(options.MaximumCases)] : cases, tools!, prompt!);
    }
}
