namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>An analysis of a conversation that is made on request.</summary>
internal interface IConversationAnalysis
{
    /// <summary>Analyses a conversation. What goes wrong is a result that says so, never an exception.</summary>
    Task<AnalysedConversation> AnalyseAsync(MeasuredConversation conversation, CancellationToken cancellationToken);
}

/// <summary>An analysis that comes with the product.</summary>
public enum AnalysisKind
{
    /// <summary>Counts of turns and lengths; no model is asked.</summary>
    Simple = 0,

    /// <summary>What became of each question of the interviewer's prompt; a model is asked once for each conversation.</summary>
    Question,
}
