using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>What a run would ask one model for in one role.</summary>
/// <param name="Role">Who is asked.</param>
/// <param name="Model">The model; empty where the address of the service selects it.</param>
/// <param name="Trials">Trials of the run in which it is asked.</param>
/// <param name="Calls">How often it is asked.</param>
internal sealed record PlannedUse(PlanRole Role, string Model, int Trials, int Calls)
{
    /// <summary>Tokens of text that go in, cached ones included; null when they are not known.</summary>
    public long? TextInput { get; init; }

    /// <summary>Tokens of text that go in and are cached.</summary>
    public long TextCached { get; init; }

    /// <summary>Tokens of text that come out; null when they are not known.</summary>
    public long? TextOutput { get; init; }

    /// <summary>Tokens of audio that go in, cached ones included; null when they are not known.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Tokens of audio that go in and are cached.</summary>
    public long AudioCached { get; init; }

    /// <summary>Tokens of audio that come out; null when they are not known.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>
    /// Minutes, for a model that is priced by time: of a session while it is open, of a transcription those of the sound.
    /// </summary>
    public double? Minutes { get; init; }

    /// <summary>How the counts were estimated.</summary>
    public string Basis { get; init; } = SpokenLength.Basis;

    /// <summary>Returns the sum of two uses of the same model in the same role.</summary>
    public PlannedUse Add(PlannedUse other) => new(Role, Model, Trials + other.Trials, Calls + other.Calls)
    {
        TextInput = TextInput + other.TextInput,
        TextCached = TextCached + other.TextCached,
        TextOutput = TextOutput + other.TextOutput,
        AudioInput = AudioInput + other.AudioInput,
        AudioCached = AudioCached + other.AudioCached,
        AudioOutput = AudioOutput + other.AudioOutput,
        Minutes = Minutes + other.Minutes,
        Basis = Basis,
    };
}

/// <summary>Tokens that a result of an earlier run took in one role.</summary>
/// <param name="Role">Who was asked.</param>
/// <param name="Model">The model that answered, or that was asked for.</param>
/// <param name="Usage">Its tokens.</param>
internal readonly record struct RoleUsage(PlanRole Role, string Model, TokenUsage Usage);
