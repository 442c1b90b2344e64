using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads each prompt and tools file once, so that problems in files shared by several simulations are reported once.</summary>
internal sealed class AgentFileReader(ICollection<DataProblem> problems)
{
    private readonly Dictionary<string, string?> _prompts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ToolSet?> _tools = new(StringComparer.Ordinal);

    /// <summary>Returns the system prompt in a file; null when it has problems.</summary>
    public string? Prompt(string path)
    {
        if (_prompts.TryGetValue(path, out string? known)) return known;
        string? prompt = TextFile.Read(path, problems, InputLimits.TextBytes)?.Trim();
        if (prompt is { Length: 0 }) problems.Add(new DataProblem(path, null, null, "blank", "the agent's system prompt"));
        foreach (string name in Placeholders.In(prompt ?? ""))
        {
            problems.Add(new DataProblem(path, null, null, $"'{{{{{name}}}}}' was not filled in", "the words that belong there"));
        }

        return _prompts[path] = prompt;
    }

    /// <summary>Returns the tools in a file; null when they have problems.</summary>
    public ToolSet? Tools(string path) =>
        _tools.TryGetValue(path, out ToolSet? known) ? known : _tools[path] = ToolSet.Read(path, problems);
}
