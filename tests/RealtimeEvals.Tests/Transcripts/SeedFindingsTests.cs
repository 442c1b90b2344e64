using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Kinds;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts;

/// <summary>
/// Nineteen runs in words of our own that have what the public runs of the benchmark platform of vCDR have: seven empty ones that were
/// saved as completed, two that ended by the cue, one whose turns hold line breaks, placeholders, inverted roles and quotation marks.
/// </summary>
public sealed class SeedFindingsTests
{
    private const string Cue =
        """[{"timestamp":"2026-01-02T03:04:05.000Z","source":"system","action":"Termination cue detected","data":{"cue":"goodbye"}}]""";

    private static readonly IReadOnlyList<BenchmarkRun> Runs = SeedRuns.Of([.. Rows()], "/data/runs.sqlite");

    [Fact]
    public void Every_run_comes_in_and_the_empty_ones_are_not_trustworthy()
    {
        Assert.Equal(19, Runs.Count);
        Assert.Equal(7, Runs.Count(run => run.TurnCount == 0));
        Assert.All(Runs, run => Assert.Equal(run.TurnCount > 0, run.IsTrustworthy));
        Assert.Equal(2, Runs.Count(run => run.EndReason == EndReason.Cue));
    }

    [Fact]
    public void Turns_are_counted_by_turn_and_not_by_line()
    {
        BenchmarkRun run = Runs.Single(one => one.Id == "lines");

        Assert.Equal(34, run.TurnCount);
        Assert.Equal(50, run.Turns.Sum(turn => turn.Text.Split('\n').Length));
        Assert.Equal(34, Sum("turn_count", run));
    }

    [Fact]
    public void Participants_and_placeholders_are_found_out()
    {
        BenchmarkRun[] all = [.. Runs];

        Assert.Equal(52, Sum("participant_turn_count", all));
        Assert.Equal(2, Sum("placeholder_turns", all));
        Assert.Equal(3, Sum("role_inversion_turns", all));
        Assert.Equal(16, Sum("quoted_turns", all));
    }

    private static double Sum(string metric, params BenchmarkRun[] runs) => runs
        .SelectMany(run => ConversationTests.Measure(StoredConversation.Of(run), TestPreset.Standard))
        .Where(variable => variable.Metric == metric)
        .Sum(variable => variable.Value ?? 0);

    private static IEnumerable<SeedRow> Rows()
    {
        for (int empty = 1; empty <= 7; empty++) yield return Row($"empty{empty}", [], "[]");
        yield return Row("lines", Lines(), Cue);
        yield return Row("quoted", Turns(13, n => FormattableString.Invariant($"\"I grew tomatoes in year {n}.\"")), Cue);
        yield return Row("three-quoted", Turns(3, n => FormattableString.Invariant($"\u201CIt was week {n}.\u201D")), "[]");
        foreach (string id in new[] { "helpful1", "helpful2", "helpful3" })
        {
            yield return Row(id, Turns(1, _ => "How can I help you today?"), "[]");
        }

        yield return Row("five", Turns(5, n => FormattableString.Invariant($"Answer number {n} is a plain one.")), "[]");
        yield return Row("six", Turns(6, n => FormattableString.Invariant($"On day {n} I went for a walk.")), "[]");
        yield return Row("two", Turns(2, n => FormattableString.Invariant($"I counted {n} herons.")), "[]");
        yield return Row("greeting", [("interviewer", "Good day, {{ FirstName }}.")], "[]");
        yield return Row("another", Turns(2, n => FormattableString.Invariant($"There are {n} lamps in the hall.")), "[]");
        yield return Row("last", Turns(1, _ => "That is all that I remember."), "[]");
    }

    /// <summary>Thirty-four turns, of which the interviewer's first sixteen hold a line break, and one a placeholder.</summary>
    private static (string, string)[] Lines() =>
    [
        .. Enumerable.Range(1, 17).SelectMany(n => new[]
        {
            ("interviewer", (n == 17 ? "" : "Thank you.\n")
                + FormattableString.Invariant($"Tell me about day {n}{(n == 1 ? ", {{ FirstName }}" : "")}.")),
            ("simulated_user", FormattableString.Invariant($"On day {n} I read a chapter.")),
        }),
    ];

    private static (string, string)[] Turns(int count, Func<int, string> answer) =>
        [.. Enumerable.Range(1, count).SelectMany(n => new[]
        {
            ("interviewer", FormattableString.Invariant($"What happened in part {n}?")),
            ("simulated_user", answer(n)),
        })];

    private static SeedRow Row(string id, (string Speaker, string Content)[] turns, string events) => new(
        id,
        "2026-01-02T03:04:05.000Z",
        "benchmark",
        turns.Length,
        "0123456789abcdef",
        "fedcba9876543210",
        JsonSerializer.Serialize(turns.Select(turn => new
        {
            speaker = turn.Speaker,
            content = turn.Content,
            timestamp = "2026-01-02T03:04:05.000Z",
        })),
        events,
        null,
        null,
        null,
        null);
}
