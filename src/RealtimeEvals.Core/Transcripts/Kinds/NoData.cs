using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>The one variable of a seed's test that has nothing to look at, which is poor there.</summary>
internal static class NoData
{
    /// <summary>Returns it.</summary>
    public static ConversationVariable Of(IConversationTest test) =>
        new() { Test = test.Name, Metric = "no_data", Status = VariableStatus.Poor, Detail = "no response of the participant" };
}
