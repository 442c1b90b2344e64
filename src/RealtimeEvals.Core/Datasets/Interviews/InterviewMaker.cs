using System.Text.Json;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Interviews;

/// <summary>Makes interviews of pairs of prompts, and reports whatever keeps a pair from being held.</summary>
/// <param name="settings">What the interviews have in common.</param>
internal sealed class InterviewMaker(InterviewSettings settings)
{
    private static readonly JsonElement NoState = JsonSerializer.SerializeToElement(new { });

    private readonly Dictionary<string, EvalPrompt> _read = new(StringComparer.Ordinal);

    /// <summary>Returns the interview of a pair; null when there is a problem with it.</summary>
    /// <param name="pair">The pair, with blanks where the settings count.</param>
    /// <param name="report">Takes each problem: the name of what is wrong, what was found and what was expected.</param>
    public Interview? Make(InterviewPair pair, Action<string, string, string> report)
    {
        string cue = pair.EndCue.Length > 0 ? pair.EndCue : settings.EndCue;
        EvalPrompt? asks = Read(pair.Interviewer, InterviewPair.InterviewerName, report);
        EvalPrompt? answers = Read(pair.Participant, InterviewPair.ParticipantName, report);
        if (asks is null || answers is null) return null;
        bool canEnd = PromptText.CueIn(asks.Text, cue).Length > 0;
        if (!canEnd)
        {
            report(InterviewPair.InterviewerName, $"'{asks.Name}' does not have the words '{cue}'", "the words that end the interview");
        }

        bool isFilled = IsFilled(asks, InterviewPair.InterviewerName, report) & IsFilled(answers, InterviewPair.ParticipantName, report);
        return canEnd && isFilled ? Make(pair, asks, answers, cue) : null;
    }

    private Interview Make(InterviewPair pair, EvalPrompt asks, EvalPrompt answers, string cue) => new()
    {
        Id = pair.Id,
        Path = asks.Path,
        Source = $"{asks.Text}\0{answers.Text}\0{cue}",
        Scenario = "",
        Agent = settings.Agent with
        {
            SystemPromptPath = asks.Path,
            SystemPrompt = PromptText.Fill(asks.Text, settings.Values),
            Tools = ToolSet.None,
        },
        Caller = settings.Caller with { SystemPrompt = PromptText.Fill(answers.Text, settings.Values), MayInvent = true },
        Audio = settings.Audio,
        Turns = new SimulationTurns(
            pair.FirstLine.Length > 0 ? pair.FirstLine : settings.FirstLine,
            [],
            0,
            pair.MaximumTurns > 0 ? pair.MaximumTurns : settings.MaximumTurns),
        InitialState = NoState,
        Expectation = Expectation.Nothing,
        Tags = pair.Tags,
        Trials = pair.Trials,
        InterviewerPrompt = asks,
        ParticipantPrompt = answers,
        EndCue = cue,
    };

    private EvalPrompt? Read(string name, string place, Action<string, string, string> report)
    {
        if (_read.TryGetValue(name, out EvalPrompt? known)) return known;
        try
        {
            return _read[name] = settings.Prompts.Read(name);
        }
        catch (EvalException exception)
        {
            bool isMissing = exception.ErrorId == nameof(EvalErrors.PromptNotFound);
            string found = isMissing ? $"'{TableFile.Shorten(name)}'" : exception.Problems[0].Found;
            string expected = isMissing
                ? $"the name of a prompt in '{settings.Prompts.Path}'{Messages.Nearest.Suggest(name, [.. settings.Prompts.Names])}"
                : exception.Problems[0].Expected;
            report(place, found, expected);
            return null;
        }
    }

    private bool IsFilled(EvalPrompt prompt, string place, Action<string, string, string> report)
    {
        string[] open = [.. prompt.Placeholders.Where(name => !settings.Values.ContainsKey(name))];
        if (open.Length == 0) return true;
        report(place, $"'{prompt.Name}' has the placeholder '{string.Join("', '", open)}'", "a value for each placeholder");
        return false;
    }
}
