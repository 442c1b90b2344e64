namespace RealtimeEvals.Runs;

/// <summary>A shard that a run was merged from, as it stands in <c>run.json</c>.</summary>
/// <param name="Shard">The shard, such as 2/4.</param>
/// <param name="RunId">The id of its run.</param>
/// <param name="Cases">Number of its cases.</param>
/// <param name="JournalSha256">The SHA-256 in hex of its journal.</param>
/// <param name="StartedAt">When it was first started.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record MergedShard(
    string Shard, string RunId, int Cases, string JournalSha256, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);
