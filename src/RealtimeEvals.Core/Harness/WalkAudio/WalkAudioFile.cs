using System.Text;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Harness.WalkAudio;

/// <summary>One file of a set: a case under a condition.</summary>
internal sealed record WalkAudioFile(TurnCase Case, AudioCondition Condition, string Path)
{
    /// <summary>The id of its row: that of the case, followed by the condition unless that is clean.</summary>
    public string Id => IdOf(Case, Condition);

    public static string IdOf(TurnCase item, AudioCondition condition) => condition.Name == AudioCondition.Clean ? item.Id : $"{item.Id}.{condition.Slug}";

    /// <summary>A seed that depends on nothing but the run's seed, the case and the condition: FNV-1a, 32 bits.</summary>
    public int SeedFrom(int seed)
    {
        uint hash = 2_166_136_261;
        foreach (byte value in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{Case.Id}/{Condition.Name}"))) hash = unchecked((hash ^ value) * 16_777_619);
        return (int)(hash & int.MaxValue);
    }
}
