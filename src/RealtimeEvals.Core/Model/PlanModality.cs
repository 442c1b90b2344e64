namespace RealtimeEvals.Model;

/// <summary>What is counted for a price.</summary>
public enum PlanModality
{
    /// <summary>Tokens of text that go in and are not cached.</summary>
    TextInput = 0,

    /// <summary>Tokens of text that go in and are billed as cached.</summary>
    TextCached,

    /// <summary>Tokens of text that come out.</summary>
    TextOutput,

    /// <summary>Tokens of audio that go in and are not cached.</summary>
    AudioInput,

    /// <summary>Tokens of audio that go in and are billed as cached.</summary>
    AudioCached,

    /// <summary>Tokens of audio that come out.</summary>
    AudioOutput,

    /// <summary>Minutes, of a model that is priced by time.</summary>
    Time,
}
