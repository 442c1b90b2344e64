using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>The validated files that define the agent.</summary>
/// <param name="Tools">Its tools.</param>
/// <param name="SystemPrompt">Its instructions.</param>
/// <param name="SystemPromptSha256">The SHA-256 of the bytes of the file with the instructions.</param>
/// <param name="DataSha256">The SHA-256 of the bytes of the data file.</param>
internal sealed record AgentFiles(ToolSet Tools, string SystemPrompt, string SystemPromptSha256, string DataSha256)
{
    /// <summary>Reads the files of the agent and all cases, and reports all problems at once.</summary>
    /// <param name="options">The paths of the files.</param>
    /// <param name="audio">Whether the cases name audio files.</param>
    /// <param name="tables">Reads the cases.</param>
    /// <param name="warn">Takes warnings about harmless values in the cases that are ignored.</param>
    /// <param name="check">Checks the cases further, if they could be read.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>.</exception>
    public static (AgentFiles Agent, IReadOnlyList<SingleTurnCase> Cases) Read(
        SingleTurnOptions options,
        AudioColumn audio,
        ITableFormat tables,
        Action<string> warn,
        Action<IReadOnlyList<SingleTurnCase>, ICollection<DataProblem>>? check = null)
    {
        var problems = new DataProblems();
        (AgentFiles? agent, IReadOnlyList<SingleTurnCase> cases) = Check(options, audio, tables, warn, problems, check);
        return agent is null || problems.Count > 0 ? throw EvalErrors.InvalidInput(problems) : (agent, cases);
    }

    /// <summary>Reads the same files; the agent is null when its own have problems.</summary>
    /// <param name="options">The paths of the files.</param>
    /// <param name="audio">Whether the cases name audio files.</param>
    /// <param name="tables">Reads the cases.</param>
    /// <param name="warn">Takes warnings about harmless values in the cases that are ignored.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="check">Checks the cases further, if they could be read.</param>
    public static (AgentFiles? Agent, IReadOnlyList<SingleTurnCase> Cases) Check(
        SingleTurnOptions options,
        AudioColumn audio,
        ITableFormat tables,
        Action<string> warn,
        ICollection<DataProblem> problems,
        Action<IReadOnlyList<SingleTurnCase>, ICollection<DataProblem>>? check = null)
    {
        string? prompt = TextFile.Read(options.SystemPromptPath, problems, out string promptSha256, InputLimits.TextBytes)?.Trim();
        if (prompt is { Length: 0 })
        {
            problems.Add(new DataProblem(options.SystemPromptPath, null, null, "blank", "the agent's system prompt"));
        }

        ToolSet? tools = ToolSet.Read(options.ToolsPath, problems);
        IReadOnlyList<SingleTurnCase> cases =
            TurnDataset.Read(options.DataPath, audio, tables, tools, problems, warn, out string dataSha256);
        check?.Invoke(cases, problems);
        return (prompt is null || tools is null ? null : new AgentFiles(tools, prompt, promptSha256, dataSha256), cases);
    }

    /// <summary>Selects the cases that are run.</summary>
    /// <exception cref="EvalException">A case, tag or run of the selection does not exist.</exception>
    public static CasePlan<SingleTurnCase> Plan(SingleTurnOptions options, string harness, IReadOnlyList<SingleTurnCase> cases) =>
        CasePlan<SingleTurnCase>.Of(options, harness, cases, item => new CaseTraits(item.Id, item.Tags));
}
