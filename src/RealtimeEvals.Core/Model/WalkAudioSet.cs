using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>A set of telephone audio with its table, ready to be replayed.</summary>
public sealed record WalkAudioSet
{
    /// <summary>The table; Invoke-WalkReplay takes it from the pipeline.</summary>
    public required string DataPath { get; init; }

    /// <summary>The folder of the audio.</summary>
    public required string AudioPath { get; init; }

    /// <summary>Cases in the source.</summary>
    public int Cases { get; init; }

    /// <summary>Audio files in the set, one for each case and condition.</summary>
    public int Files { get; init; }

    /// <summary>Files that were made now; the others were there.</summary>
    public int Created { get; init; }

    /// <summary>The conditions of the set.</summary>
    public ValueList<string> Conditions { get; init; } = ValueList<string>.Empty;

    /// <summary>The seed of everything random in the audio.</summary>
    public int Seed { get; init; }

    /// <summary>The table.</summary>
    public override string ToString() => VisibleText.Of(DataPath);
}
