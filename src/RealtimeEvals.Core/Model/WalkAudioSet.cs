using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>A set of telephone audio with its table, ready to be replayed.</summary>
public sealed record WalkAudioSet
{
    /// <summary>The path of the table of cases, which Invoke-WalkReplay accepts from the pipeline.</summary>
    public required string DataPath { get; init; }

    /// <summary>The folder of the audio.</summary>
    public required string AudioPath { get; init; }

    /// <summary>Number of cases in the source.</summary>
    public int Cases { get; init; }

    /// <summary>Number of audio files in the set.</summary>
    public int Files { get; init; }

    /// <summary>Number of files that were created now; the others existed already.</summary>
    public int Created { get; init; }

    /// <summary>The audio conditions in the set.</summary>
    public ValueList<string> Conditions { get; init; } = ValueList<string>.Empty;

    /// <summary>The seed of all random choices in the audio.</summary>
    public int Seed { get; init; }

    /// <summary>Returns the path of the table.</summary>
    public override string ToString() => VisibleText.Of(DataPath);
}
