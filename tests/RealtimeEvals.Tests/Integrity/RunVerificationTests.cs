using RealtimeEvals.Adapters;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Integrity;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Integrity;

/// <summary>Whatever is not as the run left it is found, and no gate passes on it.</summary>
public sealed class RunVerificationTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly WholeRun _run = new(crawl);

    /// <summary>What is done to a run, and the line that is the first broken one; 0 for none.</summary>
    public static TheoryData<string, int> Breaks => new()
    {
        { "line missing", 2 },
        { "line doubled", 3 },
        { "line edited", 3 },
        { "lines swapped", 1 },
        { "line of another run", 7 },
        { "journal of another run", 1 },
        { "half a line", 7 },
        { "blank line", 7 },
        { "last line missing", 0 },
        { "journal missing", 0 },
        { "table edited", 0 },
        { "summary edited", 0 },
        { "list edited", 0 },
        { "event log edited", 0 },
        { "recording missing", 0 },
        { "manifest counts edited", 0 },
        { "manifest hashes missing", 0 },
        { "clock set back", 0 },
    };

    public static TheoryData<string> DecisiveBreaks =>
    [
        .. Breaks.Select(one => one.Data.Item1).Except(["list edited", "event log edited", "recording missing"], StringComparer.Ordinal),
    ];

    [Fact]
    public void Run_is_intact_as_it_was_left()
    {
        EvalRunIntegrity run = Check();

        Assert.Empty(run.Problems);
        Assert.True(run.IsIntact);
        Assert.Equal((6, SignatureState.None, null), (run.Cases, run.Signature, run.FirstBrokenLine));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Break_is_told_with_its_line(string what, int line)
    {
        Break(what);

        EvalRunIntegrity run = Check();

        Assert.False(run.IsIntact);
        Assert.NotEmpty(run.Problems);
        Assert.Equal(line > 0 ? line : null, run.FirstBrokenLine);
    }

    [Fact]
    public void Gate_passes_on_the_run_as_it_was_left() => Assert.Equal(GateVerdict.Passed, Gate());

    /// <summary>A gate looks at what decides a verdict; recordings and event logs are for those who verify.</summary>
    [Theory]
    [MemberData(nameof(DecisiveBreaks))]
    public void No_gate_passes_on_a_broken_run(string what)
    {
        Break(what);

        Assert.NotEqual(GateVerdict.Passed, Gate());
    }

    /// <summary>Otherwise the run would be sealed again without what it lost.</summary>
    [Fact]
    public async Task List_that_is_gone_or_edited_ends_a_measuring_and_a_resume_before_they_begin()
    {
        File.Delete(_run.PathOf("evidence.json"));
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(_run.Path);

        EvalException refused = await Assert.ThrowsAsync<EvalException>(MeasureAsync);

        Assert.Equal("InvalidInput", refused.ErrorId);
        Assert.Contains("evidence.json", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Contents(_run.Path));
    }

    [Theory]
    [InlineData("event log edited")]
    [InlineData("recording missing")]
    public async Task Run_that_is_measured_does_not_forget_what_was_changed(string what)
    {
        Break(what);

        await MeasureAsync();

        Assert.False(Check().IsIntact);
    }

    [Fact]
    public void Run_without_a_hash_of_its_list_is_not_intact()
    {
        File.Delete(_run.PathOf("evidence.json"));
        _run.ChangeManifest(manifest => manifest["evidence_sha256"]!.AsObject().Remove("evidence.json"));

        Assert.False(Check().IsIntact);
    }

    [Fact]
    public void Half_a_line_of_a_run_that_did_not_end_breaks_nothing()
    {
        _run.ChangeManifest(manifest =>
        {
            manifest["state"] = "running";
            manifest["evidence_sha256"]!.AsObject().Clear();
        });
        File.AppendAllText(_run.PathOf("journal.jsonl"), "{\"run_id\":\"te");

        Assert.Equal((true, false, ""), (Check().IsIntact, Check().IsSealed, Check().Problems.ToString()));
    }

    [Fact]
    public void Line_that_was_edited_breaks_a_run_that_did_not_end()
    {
        _run.ChangeManifest(manifest =>
        {
            manifest["state"] = "running";
            manifest["evidence_sha256"]!.AsObject().Clear();
        });
        Break("line edited");

        Assert.Equal((false, 3), (Check().IsIntact, Check().FirstBrokenLine));
    }

    [Fact]
    public void Manifest_that_cannot_be_read_is_told()
    {
        File.WriteAllText(_run.PathOf("run.json"), "{");

        Assert.Equal((false, null), (Check().IsIntact, Check().State));
    }

    [Fact]
    public void Folder_without_manifest_and_run_of_a_newer_version_are_named_errors()
    {
        _run.ChangeManifest(manifest => manifest["schema_version"] = 2);
        Assert.Equal("RunIsNewer", Assert.Throws<EvalException>(Check).ErrorId);
        File.Delete(_run.PathOf("run.json"));
        Assert.Equal("RunNotFound", Assert.Throws<EvalException>(Check).ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Going_on_with_a_run_does_not_vouch_for_what_was_edited_meanwhile()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string log = Directory.GetFiles(Path.Combine(setup.RunPath, "events"))[0];
        await File.AppendAllTextAsync(log, "{}\n", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(log, DateTime.UtcNow.AddMinutes(-5));
        setup.Options = setup.Options with { Resume = true };
        await setup.RunAsync(TestContext.Current.CancellationToken);

        EvalRunIntegrity run = new RunVerification(TimeProvider.System).Check(setup.RunPath);

        Assert.Contains(Path.GetFileName(log), Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    public void Dispose() => _run.Dispose();

    private GateVerdict Gate()
    {
        var gate = new GateOptions { Rules = [GateRule.Parse("pass_rate >= 0")], AllowSandbox = true, DataPath = crawl.DataPath };
        return gate.Evaluate(StoredRunEvidence.Read(_run.Path)).Verdict;
    }

    private Task MeasureAsync() => new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
        new MeasureRunOptions { RunPath = _run.Path }, new CollectingSink(), TestContext.Current.CancellationToken);

    private EvalRunIntegrity Check() => new RunVerification(TimeProvider.System).Check(_run.Path);

    private void Break(string what)
    {
        switch (what)
        {
            case "line missing": _run.ChangeLines(lines => lines.Where((_, index) => index != 1)); break;
            case "line doubled": _run.ChangeLines(lines => [.. lines[..2], lines[1], .. lines[2..]]); break;
            case "line edited":
                _run.ChangeLines(lines => lines.Select((line, at) => at == 2 ? line.Replace("grade\":1", "grade\":0") : line));
                break;
            case "lines swapped": _run.ChangeLines(lines => [lines[1], lines[0], .. lines[2..]]); break;
            case "line of another run": _run.ChangeLines(lines => [.. lines, Chained.Lines("other", [lines[0]]).TrimEnd('\n')]); break;
            case "journal of another run": _run.ChangeLines(lines => [Chained.Lines("other", lines).TrimEnd('\n')]); break;
            case "half a line": File.AppendAllText(_run.PathOf("journal.jsonl"), "{\"run_id\":\"te"); break;
            case "blank line": File.AppendAllText(_run.PathOf("journal.jsonl"), "\n"); break;
            case "last line missing": _run.ChangeLines(lines => lines[..^1]); break;
            case "journal missing": File.Delete(_run.PathOf("journal.jsonl")); break;
            case "table edited": _run.Replace("results.csv", ",fail,", ",pass,"); break;
            case "summary edited": _run.Replace("summary.json", "\"failed\": 1", "\"failed\": 0"); break;
            case "list edited": File.AppendAllText(_run.PathOf("evidence.json"), " "); break;
            case "event log edited": File.AppendAllText(Directory.GetFiles(_run.PathOf("events"))[0], "{}\n"); break;
            case "recording missing": Directory.Delete(_run.PathOf("audio"), recursive: true); break;
            case "manifest counts edited": _run.ChangeManifest(manifest => manifest["planned"] = 5); break;
            case "manifest hashes missing": _run.ChangeManifest(manifest => manifest["evidence_sha256"]!.AsObject().Clear()); break;
            case "clock set back": _run.ChangeManifest(manifest => manifest["ended_at"] = "2001-01-01T00:00:00+00:00"); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "no such break");
        }
    }
}
