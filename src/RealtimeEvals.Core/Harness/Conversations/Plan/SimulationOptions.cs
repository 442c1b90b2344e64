using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;

namespace RealtimeEvals.Harness.Conversations.Plan;

/// <summary>The options of a run of simulated conversations.</summary>
public sealed record SimulationOptions : ConversationOptions
{
    private const int MaximumSamples = 25;
    private const int MaximumRounds = 100;

    /// <summary>The index of simulations: a CSV file.</summary>
    /// <value>the shipped data/run/simulations.csv</value>
    public override string DataPath { get; init; } = ProductData.PathOf("run", "simulations.csv");

    /// <summary>What counts instead of what the simulations say.</summary>
    public SimulationOverrides Overrides { get; init; } = new();

    /// <summary>The model of the judge where a grader of a simulation names none.</summary>
    /// <remarks>A model that ends within 90 days gives a warning, except with a service on this machine.</remarks>
    /// <value>default_judge_model of data/models.json</value>
    public string JudgeModel { get; init; } = ModelCatalog.Shipped.DefaultJudgeModel;

    /// <summary>How often the judge is asked for each grade: an odd number, 1 to 25.</summary>
    /// <remarks>The majority counts; its share is the grade's Agreement.</remarks>
    public int JudgeSamples { get; init; } = 1;

    /// <summary>Leaves the judging for later, when the stored run is measured.</summary>
    /// <remarks>A conversation whose verdict would need the judge is Inconclusive until then.</remarks>
    public bool SkipJudge { get; init; }

    /// <summary>The model that writes down sound, for graders that listen.</summary>
    /// <value>default_transcription_model of data/models.json</value>
    public string TranscriptionModel { get; init; } = ModelCatalog.Shipped.DefaultTranscriptionModel;

    /// <summary>Rounds of tool calls after which a turn, and with it the conversation, is over, 1 to 100.</summary>
    /// <remarks>Such a conversation ends by ToolLoop and fails.</remarks>
    public int ToolRoundLimit { get; init; } = 8;

    internal override int RoundLimit => ToolRoundLimit;

    /// <summary>Returns one sentence when a number of judge samples is even or out of range; otherwise null.</summary>
    internal static string? SampleProblem(int samples) =>
        samples is >= 1 and <= MaximumSamples && samples % 2 == 1
            ? null
            : FormattableString.Invariant($"The number of judge samples is {samples}; it must be odd, 1 to {MaximumSamples}.");

    /// <inheritdoc />
    public override IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>(base.FindProblems());
        problems.AddRange(RateProblems("sample rate", Overrides.SampleRate));
        if (Overrides.MaximumTurns is < 0 or > SimulationFile.MaximumTurns)
        {
            problems.Add(
                FormattableString.Invariant($"The maximum of turns is {Overrides.MaximumTurns}; ")
                + FormattableString.Invariant($"it must be 0 (as the simulations say) to {SimulationFile.MaximumTurns}."));
        }

        if (SampleProblem(JudgeSamples) is string fault) problems.Add(fault);
        if (ToolRoundLimit is < 1 or > MaximumRounds)
        {
            problems.Add(FormattableString.Invariant($"The limit of tool rounds is {ToolRoundLimit}; it must be 1 to {MaximumRounds}."));
        }

        if (JudgeModel.Length == 0) problems.Add("No judge model is named.");
        if (TranscriptionModel.Length == 0) problems.Add("No transcription model is named.");
        return problems;
    }
}
