using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Analyses;
using RealtimeEvals.Transcripts.Kinds;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>
/// What asking a model about conversations would take. Tokens are an estimate: four characters each, and 60 for what it says of a question.
/// </summary>
/// <param name="Count">Number of conversations that a model would be asked about.</param>
/// <param name="InputTokens">Tokens that would be sent.</param>
/// <param name="OutputTokens">Tokens that would come back.</param>
/// <param name="CostUsd">Cost in US dollars; null when the model has no price.</param>
internal sealed record QualityPlan(int Count, int InputTokens, int OutputTokens, decimal? CostUsd)
{
    private const int CharactersPerToken = 4;
    private const int TokensPerQuestion = 60;

    /// <summary>Returns the plan for asking a model about conversations; those that it cannot be asked about cost nothing.</summary>
    public static QualityPlan Of(IEnumerable<MeasuredConversation> conversations, QualityOptions options)
    {
        int told = QuestionPrompt.Instructions.Length + QuestionPrompt.Schema.Schema.GetRawText().Length;
        int count = 0;
        int input = 0;
        int output = 0;
        foreach (MeasuredConversation conversation in conversations.Where(one => QuestionAnalysis.ObstacleOf(one) is null))
        {
            IReadOnlyList<PromptQuestion> questions = PromptQuestion.ReadAll(conversation.Prompt!.Text);
            count++;
            input += (told + QuestionPrompt.Input(questions, conversation).Length + CharactersPerToken - 1) / CharactersPerToken;
            output += questions.Count * TokensPerQuestion;
        }

        var usage = new TokenUsage
        {
            InputTextTokens = input, InputAudioTokens = 0, OutputTextTokens = output, OutputAudioTokens = 0,
        };
        return new QualityPlan(count, input, output, Cost.Of(options.Target!.Provider, usage, options.Model, options.Model, null));
    }

    /// <summary>Describes the plan as an action that is asked for.</summary>
    public string Describe(QualityOptions options)
    {
        string where = options.Target!.Provider == ServiceTarget.SandboxProvider ? options.Target.Provider : options.Target.ShownRest;
        string cost = CostUsd is decimal known ? FormattableString.Invariant($"${known:0.00##}") : "unknown";
        string plural = Count == 1 ? "" : "s";
        return FormattableString.Invariant($"Ask {options.Model} at {where} about the questions of {Count} conversation{plural}; ")
            + FormattableString.Invariant($"estimated tokens {InputTokens} in and {OutputTokens} out, estimated cost {cost}");
    }
}
