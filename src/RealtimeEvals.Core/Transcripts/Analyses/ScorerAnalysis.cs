using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>What an external scorer says of a conversation. One that fails is never replaced by anything else.</summary>
/// <param name="scorer">The scorer.</param>
/// <param name="time">The clock.</param>
internal sealed class ScorerAnalysis(ScorerProgram scorer, TimeProvider time) : IConversationAnalysis
{
    public async Task<AnalysedConversation> AnalyseAsync(MeasuredConversation conversation, CancellationToken cancellationToken)
    {
        var quality = new ConversationQuality { Conversation = conversation.Name, Kind = scorer.Name, ComputedAt = time.GetUtcNow() };
        try
        {
            JsonElement result = await scorer.RunAsync(conversation, time, cancellationToken);
            quality = AnalysedConversation.WithQuestions(quality, ScorerResult.Read(result));
            return AnalysedConversation.Completed(conversation, quality, result.GetRawText());
        }
        catch (ProgramException exception)
        {
            return AnalysedConversation.Failed(conversation, quality, exception.Message);
        }
    }
}
