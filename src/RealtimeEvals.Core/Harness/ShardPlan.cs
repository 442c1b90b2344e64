using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>
/// What a shard records of the plan that it is a part of, so that shards of one plan recognise each other: its number, how many cases all
/// shards have, a hash of these, and a hash of all settings that they share.
/// </summary>
internal static class ShardPlan
{
    /// <summary>The setting with the shard, such as 2/4.</summary>
    public const string Shard = "shard";

    /// <summary>The setting with the number of cases of all shards.</summary>
    public const string Cases = "plan_cases";

    /// <summary>The setting with the hash of the cases of all shards, in the order of the data.</summary>
    public const string CasesSha256 = "plan_cases_sha256";

    /// <summary>The setting with the hash of the plan.</summary>
    public const string Sha256 = "plan_sha256";

    /// <summary>The settings that only a shard has.</summary>
    private static readonly string[] Own = [Shard, Cases, CasesSha256, Sha256];

    /// <summary>Settings that are no part of the plan: the shard itself, and what a run may change on its way.</summary>
    private static readonly string[] Outside = [Shard, Sha256, SpeechChoice.SourceSetting, SpeechChoice.ModelSetting];

    /// <summary>Adds what is recorded to the settings of a run, which are complete otherwise; nothing where the run is no shard.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="shard">The shard; null for a run that is not divided.</param>
    /// <param name="whole">The cases of all shards, in the order of the data.</param>
    public static void AddTo(JsonObject settings, Harness.Shard? shard, IReadOnlyCollection<CaseKey> whole)
    {
        if (shard is null) return;
        settings[Shard] = shard.ToString();
        settings[Cases] = whole.Count;
        settings[CasesSha256] = HashOf(whole);
        settings[Sha256] = HashOf(settings);
    }

    /// <summary>Returns the settings as a run without shards would have them.</summary>
    public static JsonObject Without(JsonObject settings)
    {
        var whole = (JsonObject)settings.DeepClone();
        foreach (string name in Own) whole.Remove(name);
        return whole;
    }

    /// <summary>Returns the shard of a stored run; null when it is none, or when what it says is no shard.</summary>
    public static Harness.Shard? Of(RunManifest manifest)
    {
        string[] parts = TextOf(manifest.Settings, Shard).Split('/');
        return parts is [var first, var second]
            && Harness.Shard.NumberOf(first) is int index && Harness.Shard.NumberOf(second) is int count
            && index >= 1 && index <= count && count <= Harness.Shard.MaximumCount
                ? new Harness.Shard(index, count)
                : null;
    }

    /// <summary>Returns a setting as text; empty when there is none.</summary>
    public static string TextOf(JsonObject settings, string name) => settings[name]?.ToString() ?? "";

    /// <summary>Returns the number of cases of all shards; null when the run does not say it.</summary>
    public static int? CasesOf(RunManifest manifest) => Harness.Shard.NumberOf(TextOf(manifest.Settings, Cases));

    /// <summary>Returns the hash of cases in their order.</summary>
    public static string HashOf(IEnumerable<CaseKey> cases)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CaseKey key in cases)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key.CaseId}\0{key.Trial}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Returns the hash of the plan that settings describe.</summary>
    public static string HashOf(JsonObject settings) => FileHash.OfText(string.Join('\n', settings
        .Where(setting => !Outside.Contains(setting.Key, StringComparer.Ordinal))
        .OrderBy(setting => setting.Key, StringComparer.Ordinal)
        .Select(setting => $"{setting.Key}={setting.Value?.ToJsonString() ?? "null"}")));
}
