using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>
/// A transcript as plain text, as the benchmark platform of vCDR hands it to tests: a turn starts with <c>AGENT:</c> or
/// <c>PARTICIPANT:</c>, and every line up to the next such start belongs to it.
/// </summary>
public static class TranscriptFile
{
    private const string Agent = "AGENT:";
    private const string Participant = "PARTICIPANT:";

    /// <summary>Reads a transcript.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the file cannot be read, has no turn, or has text before the first.</exception>
    public static MeasuredConversation Read(string path)
    {
        var problems = new DataProblems();
        string? text = TextFile.Read(path, problems, InputLimits.LinesBytes);
        IReadOnlyList<SpokenTurn> turns = text is null ? [] : Parse(path, text, problems);
        if (problems.Count > 0) throw EvalErrors.InvalidInput(problems);
        return new MeasuredConversation(Path.GetFileNameWithoutExtension(path), turns);
    }

    /// <summary>Returns a conversation as the text of such a file, each turn on one line.</summary>
    public static string ToText(MeasuredConversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return string.Concat(conversation.Turns.Select(turn => LineOf(turn) + "\n"));
    }

    /// <summary>Returns a turn as a line of such a file starts it, on one line.</summary>
    internal static string LineOf(SpokenTurn turn) =>
        $"{(turn.Speaker == Speaker.Agent ? Agent : Participant)} {turn.Text.Trim().ReplaceLineEndings(" ")}";

    private static List<SpokenTurn> Parse(string path, string text, DataProblems problems)
    {
        var turns = new List<SpokenTurn>();
        var words = new StringBuilder();
        Speaker? speaker = null;
        int row = 0;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            row++;
            if (LabelOf(line) is (Speaker next, string label))
            {
                End();
                speaker = next;
                words.Append(line.AsSpan(label.Length));
            }
            else if (speaker is not null)
            {
                words.Append('\n').Append(line);
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                string found = $"'{TableFile.Shorten(line)}'";
                problems.Add(new DataProblem(path, row, null, found, $"{Agent} or {Participant} before the words"));
                return turns;
            }
        }

        End();
        if (turns.Count == 0)
        {
            problems.Add(new DataProblem(path, null, null, "no turns", $"lines that start with {Agent} or {Participant}"));
        }

        return turns;

        void End()
        {
            if (speaker is Speaker ended) turns.Add(new SpokenTurn(ended, words.ToString().Trim()));
            words.Clear();
        }
    }

    private static (Speaker Speaker, string Label)? LabelOf(string line) =>
        line.StartsWith(Agent, StringComparison.Ordinal) ? (Speaker.Agent, Agent)
        : line.StartsWith(Participant, StringComparison.Ordinal) ? (Speaker.Participant, Participant)
        : null;
}
