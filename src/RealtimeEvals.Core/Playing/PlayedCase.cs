using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Playing;

/// <summary>A case, a conversation or a single turn of one, whose audio can be played.</summary>
/// <param name="Name">The name for messages.</param>
/// <param name="Turns">Its turns in the order in which they were spoken.</param>
public sealed record PlayedCase(string Name, IReadOnlyList<PlayedTurn> Turns)
{
    /// <summary>Returns the audio of a result; null when results of its type have none.</summary>
    /// <param name="result">A result of a crawl, a walk or a conversation, or a turn.</param>
    public static PlayedCase? Of(object result) => AbsolutePaths.Of(result) switch
    {
        SingleTurnResult one => new PlayedCase(
            one.CaseId, [new PlayedTurn(one.InputAudioPath, one.OutputAudioPath, one.EndOfSpeechToFirstAudioMs)]),
        ConversationResult talk => new PlayedCase(talk.ConversationId, [.. talk.Turns.Select(Of)]),
        TurnResult turn => new PlayedCase(FormattableString.Invariant($"{turn.ConversationId} turn {turn.TurnIndex}"), [Of(turn)]),
        _ => null,
    };

    /// <summary>Returns the cases with these ids in a stored run; every trial of a case whose trial is not named.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="caseIds">Ids of cases, simulations or conversations.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>CaseNotFound</c>, or the results of the run cannot be read or were changed. <c>NoAudio</c>: runs of that
    /// kind keep no audio.
    /// </exception>
    public static IReadOnlyList<PlayedCase> In(string runPath, IReadOnlyList<string> caseIds)
    {
        ArgumentNullException.ThrowIfNull(caseIds);
        (IStoredRun run, IReadOnlyList<IStoredResult> results) = Read(runPath);
        var cases = new List<PlayedCase>();
        foreach (string id in caseIds)
        {
            IStoredResult[] found = [.. results.Where(result => NamesOf(result).Contains(id, StringComparer.Ordinal))];
            if (found.Length == 0) throw EvalErrors.CaseNotFound(id, runPath, [.. results.SelectMany(NamesOf)]);
            cases.AddRange(found.OrderBy(result => result.GetKey().Trial)
                .Select(result => Of(result.At(run.Path)) ?? throw EvalErrors.NoAudio(id, "runs of this kind keep none")));
        }

        return cases;
    }

    /// <summary>Returns the ids of the cases of a stored run, as they can be given.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>, or the results of the run cannot be read or were changed.</exception>
    public static IEnumerable<string> IdsIn(string runPath) => Read(runPath).Results
        .GroupBy(result => result.GetKey().CaseId, StringComparer.Ordinal)
        .SelectMany(trials => trials.Count() == 1 ? NamesOf(trials.Single()).Take(1) : trials.SelectMany(NamesOf))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>Returns the name on one line, safe to be shown.</summary>
    public override string ToString() => VisibleText.Of(Name);

    private static (IStoredRun Run, IReadOnlyList<IStoredResult> Results) Read(string runPath) =>
        RunStores.Find(runPath) is IStoredRun run && HarnessKinds.Find(run.Manifest.Harness) is HarnessKind kind
            ? (run, [.. kind.Read(run)])
            : throw EvalErrors.RunNotFound(runPath);

    private static PlayedTurn Of(TurnResult turn) => new(turn.UserAudioPath, turn.AssistantAudioPath, turn.EndOfSpeechToFirstAudioMs);

    private static IEnumerable<string> NamesOf(IStoredResult result)
    {
        CaseKey key = result.GetKey();
        return result is ConversationResult talk ? [key.CaseId, talk.ConversationId] : [key.CaseId, key.NameOf(Math.Max(2, key.Trial))];
    }
}
