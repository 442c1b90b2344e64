using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Playing;

/// <summary>How long playing may take.</summary>
internal static class PlaySpan
{
    /// <summary>For opening the device, and for what a player does before and after.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Returns the longest time that audio may take to be played: half as long again as it lasts, and 30 seconds.</summary>
    public static TimeSpan LimitOf(WavAudio audio) => audio.Duration * 1.5 + Grace;

    /// <summary>What is said when it took longer.</summary>
    public static string Exceeded(TimeSpan limit) =>
        FormattableString.Invariant($"the player did not end within {limit.TotalSeconds:0} seconds");
}
