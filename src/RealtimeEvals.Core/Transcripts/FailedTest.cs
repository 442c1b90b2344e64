using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>What stands for a test that gave no result, so that it is not taken for one that found nothing.</summary>
public static class FailedTest
{
    /// <summary>The name of its only value, which is never there.</summary>
    public const string Metric = "test_failed";

    /// <summary>Returns the variable.</summary>
    /// <param name="test">The name of the test.</param>
    /// <param name="conversation">The name of the conversation.</param>
    /// <param name="why">What happened.</param>
    public static ConversationVariable Of(string test, string conversation, string why) =>
        new() { Conversation = conversation, Test = test, Metric = Metric, Status = VariableStatus.Inconclusive, Detail = why };
}
