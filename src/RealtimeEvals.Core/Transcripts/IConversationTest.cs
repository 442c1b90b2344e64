using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>A deterministic test of a conversation. It needs nothing but the conversation, and gives the same values every time.</summary>
internal interface IConversationTest
{
    /// <summary>The name of the test.</summary>
    string Name { get; }

    /// <summary>The preset that the test belongs to.</summary>
    TestPreset Preset { get; }

    /// <summary>Measures a conversation.</summary>
    IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation);
}

/// <summary>A set of tests of conversations.</summary>
public enum TestPreset
{
    /// <summary>The tests of this product.</summary>
    Standard = 0,

    /// <summary>The tests of the benchmark platform of vCDR with its thresholds: flow, engagement, quality and health.</summary>
    Seed,
}
