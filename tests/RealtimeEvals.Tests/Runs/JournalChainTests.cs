using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>What is done to the journal of a killed run, for which no hash in run.json vouches.</summary>
public sealed class JournalChainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is done, and the line that is named.</summary>
    public static TheoryData<string, int> Changes => new()
    {
        { "outcome", 2 },
        { "first", 1 },
        { "last", 4 },
        { "removed", 2 },
        { "first removed", 1 },
        { "reordered", 1 },
        { "duplicated", 3 },
        { "inserted", 3 },
        { "blank", 2 },
        { "other run", 1 },
        { "no chain", 1 },
        { "carriage return", 1 },
        { "second chain", 4 },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Changes))]
    public async Task Killed_run_with_a_changed_journal_is_neither_resumed_nor_evidence(string change, int row)
    {
        await using var setup = new CrawlSetup("error@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 4, ThrottleLimit = 1 };
        await setup.RunAsync(Token);
        var files = new RunFiles(setup.RunPath);
        string journal = files.PathOf("journal.jsonl");
        string[] lines = files.JournalLines;
        await File.WriteAllTextAsync(journal, Change(change, lines), Token);
        files.LeaveRunning();
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);
        setup.Options = setup.Options with { Resume = true };

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(Token));

        Assert.Equal(nameof(EvalErrors.JournalChanged), error.ErrorId);
        Assert.StartsWith(FormattableString.Invariant($"Line {row} of "), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
        Assert.Contains(
            StoredRunEvidence.Read(setup.RunPath).Findings,
            finding => finding.Reason == (change == "second chain" ? GateReason.EvidenceUnreadable : GateReason.EvidenceChanged));
    }

    [Fact(Timeout = 300_000)]
    public async Task Killed_run_loses_the_torn_line_alone_and_goes_on_with_the_chain()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 3, ThrottleLimit = 1 };
        await setup.RunAsync(Token);
        var files = new RunFiles(setup.RunPath);
        string[] lines = files.JournalLines;
        files.Tear();
        setup.Options = setup.Options with { Resume = true };
        setup.Sink = new CollectingSink();

        Assert.Equal(3, (await setup.RunAsync(Token)).Count);

        Assert.Equal(lines[..2], files.JournalLines[..2]);
        Assert.DoesNotContain(StoredRunEvidence.Read(setup.RunPath).Findings, finding => finding.Reason == GateReason.EvidenceChanged);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_with_a_changed_journal_are_not_measured()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "order_status");
        setup.Options = setup.Options with { SkipJudge = true };
        await setup.RunAsync(Token);
        await File.WriteAllTextAsync(setup.Files.PathOf("journal.jsonl"), setup.Files.JournalLines[1] + "\n", Token);
        setup.Files.LeaveRunning();

        EvalException error = await Assert.ThrowsAsync<EvalException>(() => setup.MeasureAsync(setup.Measure(null), Token));

        Assert.Equal(nameof(EvalErrors.JournalChanged), error.ErrorId);
    }

    private static string Change(string change, string[] lines)
    {
        const string Bad = "\"outcome\":\"error\"";
        return change switch
        {
            "outcome" => Text(lines.Select(line => line.Replace(Bad, "\"outcome\":\"pass\"", StringComparison.Ordinal))),
            "first" => Text([lines[0].Replace("\"grade\":1", "\"grade\":0", StringComparison.Ordinal), .. lines[1..]]),
            "last" => Text([.. lines[..^1], lines[^1].Replace("\"grade\":1", "\"grade\":0", StringComparison.Ordinal)]),
            "removed" => Text([lines[0], .. lines[2..]]),
            "first removed" => Text(lines[1..]),
            "reordered" => Text([lines[1], lines[0], .. lines[2..]]),
            "duplicated" => Text([.. lines[..2], lines[1], .. lines[2..]]),
            "inserted" => Text([.. lines[..2], lines[0], .. lines[2..]]),
            "blank" => Text([lines[0], "", .. lines[1..]]),
            "other run" => Chained.Lines("another", lines),
            "no chain" => Text(lines.Select(line => line[..line.LastIndexOf(",\"chain\"", StringComparison.Ordinal)] + "}")),
            "carriage return" => Text(lines.Select(line => line + "\r")),
            "second chain" => Text([.. lines[..^1], lines[^1].Replace("\"chain\"", "\"chain\":\"\",\"chain\"", StringComparison.Ordinal)]),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
        };
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
