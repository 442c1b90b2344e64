using RealtimeEvals.Model;
using static RealtimeEvals.Metrics.FigureLevel;
using static RealtimeEvals.Metrics.FigureSums;
using static RealtimeEvals.Metrics.FigureUnit;

namespace RealtimeEvals.Metrics;

/// <summary>
/// All figures of results, except the grades, which have one column per grader. Tables, summaries, rules and reports use this list. A
/// figure without a fixed position in a table or a summary is appended at its end.
/// </summary>
internal static class FigureCatalog
{
    private const string AgentAudio = "output_audio_path";

    private static readonly Dictionary<string, Figure> ByName;

    static FigureCatalog() => ByName = All.ToDictionary(figure => figure.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The figures.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new Figure("latency_first_audio_ms", Milliseconds, Turn) { Witness = AgentAudio, Sums = Spread }
            .From<SingleTurnResult>(row => row.LatencyFirstAudioMs).From<TurnResult>(turn => turn.LatencyFirstAudioMs),
        new Figure("latency_first_text_ms", Milliseconds, Turn) { Witness = "assistant_text", Sums = Spread }
            .From<SingleTurnResult>(row => row.LatencyFirstTextMs).From<TurnResult>(turn => turn.LatencyFirstTextMs),
        new Figure("latency_response_done_ms", Milliseconds, Turn) { Sums = Spread }
            .From<SingleTurnResult>(row => row.LatencyResponseDoneMs).From<TurnResult>(turn => turn.LatencyResponseDoneMs),
        new Figure("output_tokens", Tokens, Turn) { Sums = Spread | Total }
            .From<SingleTurnResult>(row => row.Usage.OutputTokens).From<TurnResult>(turn => turn.Usage.OutputTokens)
            .From<RefusalResult>(row => row.Usage.OutputTokens).From<ConversationResult>(one => one.Usage.OutputTokens),
        new Figure("output_audio_tokens", Tokens, Turn) { Sums = Spread }
            .From<SingleTurnResult>(row => row.Usage.OutputAudioTokens).From<TurnResult>(turn => turn.Usage.OutputAudioTokens),
        new Figure("output_text_tokens", Tokens, Turn) { Sums = Spread }
            .From<SingleTurnResult>(row => row.Usage.OutputTextTokens).From<TurnResult>(turn => turn.Usage.OutputTextTokens),
        new Figure("end_of_speech_to_first_audio_ms", Milliseconds, Turn)
        {
            Witness = AgentAudio, Sums = Spread, Range = FigureRange.Lag,
        }
            .From<SingleTurnResult>(row => row.EndOfSpeechToFirstAudioMs).From<TurnResult>(turn => turn.EndOfSpeechToFirstAudioMs),
        new Figure("tool_result_to_first_audio_ms", Milliseconds, Turn) { Witness = "tool_outputs", Sums = Spread }
            .From<TurnResult>(turn => turn.ToolResultToFirstAudioMs).From<ResponseSegment>(segment => segment.ToolResultToFirstAudioMs),
        new Figure("speech_ms", Milliseconds, Turn).From<SingleTurnResult>(row => row.SpeechMs).From<TurnResult>(turn => turn.SpeechMs),
        new Figure("duration_ms", Milliseconds, Turn)
            .From<SingleTurnResult>(row => row.DurationMs).From<TurnResult>(turn => turn.DurationMs)
            .From<RefusalResult>(row => row.DurationMs),
        new Figure("input_tokens", Tokens, Turn) { Sums = Total }
            .From<SingleTurnResult>(row => row.Usage.InputTokens).From<TurnResult>(turn => turn.Usage.InputTokens)
            .From<RefusalResult>(row => row.Usage.InputTokens).From<ConversationResult>(one => one.Usage.InputTokens),
        new Figure("cached_tokens", Tokens, Turn) { Sums = Total }
            .From<SingleTurnResult>(row => row.Usage.CachedTokens).From<TurnResult>(turn => turn.Usage.CachedTokens)
            .From<ConversationResult>(one => one.Usage.CachedTokens),
        new Figure("caller_output_tokens", Tokens, Turn) { Sums = Total }
            .From<TurnResult>(turn => turn.CallerUsage.OutputTokens).From<ConversationResult>(one => one.CallerUsage.OutputTokens),
        new Figure("tool_call_correctness", Share, Turn)
            .From<SingleTurnResult>(row => row.ToolCallCorrectness)
            .From<TurnResult>(turn => turn.FailureStage.Length == 0 ? turn.ToolCallCorrectness : null),
        new Figure("tool_call_arg_correctness", Share, Turn)
            .From<SingleTurnResult>(row => row.ToolCallArgumentCorrectness)
            .From<TurnResult>(turn => turn.FailureStage.Length == 0 ? turn.ToolCallArgumentCorrectness : null),
        new Figure("turn_index", Count, Turn).From<TurnResult>(turn => turn.TurnIndex),
        new Figure("grade", Share, Case).From<SingleTurnResult>(row => row.Grade),
        new Figure("repeated_tool_calls", Count, Case) { Sums = Total }.From<SingleTurnResult>(row => row.RepeatedToolCalls),
        new Figure("cost_usd", UsDollars, Case)
            .From<SingleTurnResult>(row => row.CostUsd).From<ConversationResult>(one => one.CostUsd)
            .From<RefusalResult>(row => row.CostUsd),
        new Figure("attempts", Count, Case)
            .From<SingleTurnResult>(row => row.Attempts).From<ConversationResult>(one => one.Attempts)
            .From<RefusalResult>(row => row.Attempts),
        new Figure("connection_attempts", Count, Case).From<SingleTurnResult>(row => row.ConnectionAttempts),
        new Figure("speech_started_ms", Milliseconds, Case).From<WalkResult>(row => row.SpeechStartedMs),
        new Figure("speech_stopped_ms", Milliseconds, Case).From<WalkResult>(row => row.SpeechStoppedMs),
        new Figure("speech_stop_lag_ms", Milliseconds, Case) { Range = FigureRange.Lag }.From<WalkResult>(row => row.SpeechStopLagMs),
        new Figure("speech_stop_arrival_lag_ms", Milliseconds, Case) { Range = FigureRange.Lag }
            .From<WalkResult>(row => row.SpeechStopArrivalLagMs),
        new Figure("false_turns", Count, Case).From<WalkResult>(row => row.FalseTurns),
        new Figure("turn_count", Count, Case).From<ConversationResult>(one => one.TurnCount),
        new Figure("goal_reached", Truth, Case) { Sums = Rate }.From<ConversationResult>(one => one.GoalReached),
        new Figure("expected_tools_called", Truth, Case) { Sums = Rate }.From<ConversationResult>(one => one.ExpectedToolsCalled),
        new Figure("expected_tools_in_order", Truth, Case) { Sums = Rate }.From<ConversationResult>(one => one.ExpectedToolsInOrder),
        new Figure("expected_arguments_given", Truth, Case) { Sums = Rate }.From<ConversationResult>(one => one.ExpectedArgumentsGiven),
        new Figure("final_state_reached", Truth, Case) { Sums = Rate }.From<ConversationResult>(one => one.FinalStateReached),
        OfTest("agent_turn_count", Count),
        OfTest("participant_turn_count", Count),
        OfTest("closing_reached", Truth),
        OfTest("question_coverage", Share),
        OfTest("questions_in_order", Truth),
        OfTest("placeholder_turns", Count),
        OfTest("role_inversion_turns", Count),
        OfTest("quoted_turns", Count),
        OfTest("empty_turns", Count),
        OfTest("agent_repeated_turns", Count),
        OfTest("participant_repeated_turns", Count),
        OfTest("agent_word_share", Share),
        OfTest("read_back_rate", Share),
        new Figure("trial", Count, Case) { Range = FigureRange.Ordinal }
            .From<SingleTurnResult>(row => row.Trial).From<ConversationResult>(one => one.Trial).From<RefusalResult>(row => row.Trial),
        new Figure("planned", Count, Case)
            .From<SingleTurnResult>(row => row.Planned).From<ConversationResult>(one => one.Planned)
            .From<RefusalResult>(row => row.Planned),
        new Figure("data_cases", Count, Case)
            .From<SingleTurnResult>(row => row.DataCases).From<ConversationResult>(one => one.DataCases)
            .From<RefusalResult>(row => row.DataCases),
        new Figure("latency_uncertainty_ms", Milliseconds, Turn) { Witness = "latency_first_audio_ms", Sums = Spread }
            .From<SingleTurnResult>(row => row.LatencyUncertaintyMs).From<TurnResult>(turn => turn.LatencyUncertaintyMs),
    ];

    /// <summary>The value of a deterministic test of an interview.</summary>
    private static Figure OfTest(string metric, FigureUnit unit) => new Figure(metric, unit, Case)
    {
        Sums = unit switch { Truth => Rate, Share => Spread, _ => Total },
    }
        .From<InterviewResult>(one => one.ValueOf(metric) is not double value ? null : unit == Truth ? value == 1 : value);

    /// <summary>Returns the figure with that name; null when there is none.</summary>
    public static Figure? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Returns the figure with that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Figure Get(string name) => ByName[name];

    /// <summary>
    /// Returns the values of a figure over a run, one for each turn or case in their order; null for a value that is not known.
    /// </summary>
    /// <param name="name">The figure.</param>
    /// <param name="results">The results of the run.</param>
    /// <exception cref="KeyNotFoundException">There is no such figure.</exception>
    public static IReadOnlyList<double?> Series(string name, IEnumerable<ICaseResult> results)
    {
        Figure figure = Get(name);
        IEnumerable<object> measured = figure.Level == Case ? results : results.Cast<IStoredResult>().SelectMany(one => one.GetTurns());
        return [.. measured.Where(one => figure.IsOf(one.GetType())).Select(figure.Of)];
    }
}
