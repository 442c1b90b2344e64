using RealtimeEvals.Audio.Conditions;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes conditions of the audio.</summary>
public sealed class AudioConditionCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() =>
        new[]
        {
            AudioCondition.Clean,
            "realistic",
            "telephone",
            "noise:10",
            "noise:20:pink",
            "babble:10",
            "loss:5:2",
            "echo:120:0.35",
            "gain:-20",
            "clip:12",
            "silence:500:500",
        }.Select(word => (word, AudioCondition.Syntax));
}
