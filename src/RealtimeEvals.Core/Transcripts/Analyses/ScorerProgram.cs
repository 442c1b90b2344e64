using System.Text.Json;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>An external scorer: a program or a Python file that gets a transcript and says what became of each question.</summary>
/// <param name="Path">The absolute path of the program or of the Python file.</param>
/// <param name="Options">The options, as a JSON object.</param>
/// <param name="Limit">How long it may take for one conversation.</param>
public sealed record ScorerProgram(string Path, string Options, TimeSpan Limit)
{
    /// <summary>Which module belongs to which prompt; null for a scorer without modules.</summary>
    public ScorerModules? Modules { get; init; }

    /// <summary>The name of the scorer: that of its file.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Runs the scorer and returns what it printed.</summary>
    /// <exception cref="ProgramException">No module belongs to the prompt, or the scorer gave no result.</exception>
    internal Task<JsonElement> RunAsync(MeasuredConversation conversation, TimeProvider time, CancellationToken cancellationToken)
    {
        if (conversation.Turns.Count == 0) throw new ProgramException("nobody spoke");
        string[] module = Modules is null
            ? []
            : TranscriptProgram.Argument(
                "module",
                Modules.Find(conversation.Prompt?.Name ?? throw new ProgramException("the prompt of the interviewer is not known")));
        return new TranscriptProgram(Path, Options, Limit, time).RunAsync(conversation, ProgramContract.Scorer, module, cancellationToken);
    }
}
