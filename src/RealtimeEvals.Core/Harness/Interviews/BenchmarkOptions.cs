using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>The options of a run of interviews.</summary>
public sealed record BenchmarkOptions : ConversationOptions
{
    /// <summary>The number of answers of the interviewer after which an interview is over where nothing else is said.</summary>
    public const int DefaultTurns = 40;

    /// <summary>What the participant says first where nothing else is said.</summary>
    public const string DefaultFirstLine = "Hello, I am ready.";

    private const int Rounds = 8;

    /// <summary>How long an interview may take where nothing else is said.</summary>
    public static TimeSpan DefaultTimeLimit { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The table of pairs: a CSV file with the columns interviewer and participant.</summary>
    /// <remarks>
    /// Other columns may be there: interview_id, end_cue, first_line, max_turns, tags and trials. They count before what is said here.
    /// </remarks>
    /// <value>the shipped data/benchmark/pairs.csv</value>
    public override string DataPath { get; init; } = ProductData.PathOf("benchmark", "pairs.csv");

    /// <summary>Pairs of prompts that meet, instead of those of a table, each as interviewer=participant.</summary>
    public IReadOnlyList<string> PromptPairs { get; init; } = [];

    /// <summary>The folder of the prompts, each a text file.</summary>
    /// <value>the shipped data/prompts</value>
    public string PromptPath { get; init; } = PromptFolder.Shipped;

    /// <summary>Values of placeholders in the prompts, each as name=value.</summary>
    /// <remarks>A prompt with a placeholder that has no value is refused.</remarks>
    public IReadOnlyList<string> PromptValues { get; init; } = [];

    /// <summary>The words by which interviewers end the interview.</summary>
    /// <remarks>An interviewer's prompt that does not have them is refused, since its interviews would only end at a limit.</remarks>
    public string EndCue { get; init; } = PromptFolder.DefaultEndCue;

    /// <summary>What the participant says first, so that the interviewer begins.</summary>
    public string FirstLine { get; init; } = DefaultFirstLine;

    /// <summary>The number of answers of the interviewer after which an interview is over, 1 to 1000.</summary>
    public int MaximumTurns { get; init; } = DefaultTurns;

    /// <summary>How long an interview may take; it is over after the turn in which that is reached.</summary>
    /// <remarks>At most a day. A turn that hangs is ended by the limits of turns.</remarks>
    public TimeSpan TimeLimit { get; init; } = DefaultTimeLimit;

    /// <summary>The cost in US dollars at which an interview is over, after the turn in which it is reached.</summary>
    /// <remarks>It needs models with a price in data/models.json. An interview whose cost becomes unknown is over too.</remarks>
    /// <value>no limit</value>
    public decimal? CostLimitUsd { get; init; }

    /// <summary>The interviewer's model: the one under test.</summary>
    /// <value>default_realtime_model of data/models.json</value>
    public string InterviewerModel { get; init; } = ModelCatalog.Shipped.DefaultRealtimeModel;

    /// <summary>The interviewer's voice.</summary>
    /// <value>the service's own</value>
    public string InterviewerVoice { get; init; } = "";

    /// <summary>The text model that plays the participant.</summary>
    /// <value>default_participant_model of data/models.json</value>
    public string ParticipantModel { get; init; } = ModelCatalog.Shipped.DefaultParticipantModel;

    /// <summary>Speaks the participant's lines, so that the interviewer hears them; without it they are given as text.</summary>
    public bool ParticipantAudio { get; init; }

    /// <summary>The voice of a participant who speaks.</summary>
    public string ParticipantVoice { get; init; } = WrittenVoice;

    /// <summary>What is done to the speech of a participant who speaks, as for walk audio.</summary>
    /// <remarks>Effects joined by '+', such as telephone or noise:20. Other voices are those of the participant's earlier lines.</remarks>
    public string ParticipantCondition { get; init; } = AudioCondition.Clean;

    internal override int RoundLimit => Rounds;

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>(base.FindProblems());
        if (MaximumTurns is < 1 or > SimulationFile.MaximumTurns)
        {
            problems.Add(FormattableString.Invariant(
                $"The maximum of turns is {MaximumTurns}; it must be 1 to {SimulationFile.MaximumTurns}."));
        }

        if (TimeLimit <= TimeSpan.Zero || TimeLimit > TimeSpan.FromDays(1))
        {
            problems.Add("The limit of time must be above zero and at most a day.");
        }

        if (CostLimitUsd <= 0) problems.Add("The limit of cost must be above zero.");
        if (EndCue.Trim().Length == 0) problems.Add("No words that end an interview are given.");
        if (FirstLine.Trim().Length == 0) problems.Add("The participant's first line is blank.");
        if (InterviewerModel.Length == 0) problems.Add("No interviewer's model is named.");
        if (ParticipantModel.Length == 0) problems.Add("No participant's model is named.");
        if (Target.Rest is null)
        {
            problems.Add(
                "The address of the participant's model cannot be told from the realtime endpoint; "
                + "set OPENAI_BASE_URL instead of the endpoint.");
        }

        problems.AddRange(FindCostProblems());
        if (!ParticipantAudio && ParticipantCondition != AudioCondition.Clean)
        {
            problems.Add("A condition changes speech, and the participant does not speak.");
        }

        if (FindConditionProblem() is string problem) problems.Add(problem);
        return problems;
    }

    private IEnumerable<string> FindCostProblems()
    {
        if (CostLimitUsd is null || Cost.IsFree(Target.Provider)) yield break;
        foreach (string model in new[] { Target.ModelOf(InterviewerModel), Target.ModelOf(ParticipantModel) })
        {
            if (ModelCatalog.Shipped.FindPriced(model) is { UsdPerMillion: not null } or { UsdPerMinute: not null }) continue;
            yield return $"The limit of cost cannot be held: the model '{model}' has no price in data/models.json.";
        }
    }

    private string? FindConditionProblem()
    {
        try
        {
            AudioCondition.Parse(ParticipantCondition);
            return null;
        }
        catch (EvalException exception)
        {
            return exception.Message;
        }
    }
}
