using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads prompts and tools that several simulations share once, so that what is wrong in them is reported once.</summary>
internal sealed class AgentFileReader(ICollection<DataProblem> problems)
{
    private readonly Dictionary<string, string?> _prompts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ToolSet?> _tools = new(StringComparer.Ordinal);

    /// <summary>The system prompt in a file; null when it is wrong.</summary>
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

    /// <summary>The tools in a file; null when they are wrong.</summary>
    public ToolSet? Tools(string path) =>
        _tools.TryGetValue(path, out ToolSet? known) ? known : _tools[path] = ToolSet.Read(path, problems);
}
