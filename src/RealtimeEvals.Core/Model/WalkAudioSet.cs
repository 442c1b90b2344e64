using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>A set of telephone audio with its table, ready to be replayed.</summary>
public sealed record WalkAudioSet
{
    /// <summary>The table; Invoke-WalkReplay takes it from the pipeline.</summary>
    public required string DataPath { get; init; }

    /// <summary>The folder of the audio.</summary>
    public required string AudioPath { get; init; }

    /// <summary>Number of cases in the source.</summary>
    public int Cases { get; init; }

    /// <summary>Audio files in the set, one for each case and condition.</summary>
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
