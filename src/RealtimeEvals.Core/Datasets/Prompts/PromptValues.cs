namespace RealtimeEvals.Datasets.Prompts;

/// <summary>Values for placeholders of prompts, written as <c>name=value</c>.</summary>
internal static class PromptValues
{
    /// <summary>Returns the values by their names.</summary>
    /// <param name="written">The values as they were written.</param>
    /// <param name="problems">Receives one sentence for each problem.</param>
    public static IReadOnlyDictionary<string, string> Parse(IReadOnlyList<string> written, ICollection<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string one in written)
        {
            int between = one.IndexOf('=', StringComparison.Ordinal);
            string name = between > 0 ? one[..between].Trim() : "";
            if (name.Length == 0) problems.Add($"The value '{one}' is not the name of a placeholder and its text joined by '='.");
            else if (!values.TryAdd(name, one[(between + 1)..])) problems.Add($"The placeholder '{name}' has two values.");
        }

        return values;
    }
}
