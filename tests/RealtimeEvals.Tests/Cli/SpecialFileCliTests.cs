using System.CommandLine;
using RealtimeEvals.Cli;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>
/// Every option that takes text takes a path, unless it stands below; each is given a pipe that nobody writes or reads, and a device
/// without an end.
/// </summary>
public sealed class SpecialFileCliTests(FinishedCrawl finished) : IClassFixture<FinishedCrawl>, IDisposable
{
    private static readonly string[] NoPaths =
    [
        "--agent-model", "--assistant-model", "--base-url", "--case-id", "--condition", "--endpoint", "--fault", "--gate-key",
        "--input-audio-format", "--judge-model", "--model", "--org-id",
        "--output-audio-format", "--policy-set", "--project-id", "--require",
        "--run-name", "--sandbox-fault", "--simulator-model", "--simulator-system-prompt",
        "--tag", "--transcription-model", "--tts-model", "--voice",
    ];

    private readonly CliFolder _folder = new();

    public static bool IsUnix => !OperatingSystem.IsWindows();

    public static TheoryData<string, string, bool> Paths
    {
        get
        {
            var paths = new List<(string Verb, string Option)>();
            var known = new HashSet<string>(NoPaths, StringComparer.Ordinal);
            foreach (Command verb in Verbs())
            {
                foreach (Argument argument in verb.Arguments) paths.Add((verb.Name, argument.Name));
                foreach (Option option in verb.Options.Where(option => TakesText(option) && known.Add(option.Name)))
                {
                    paths.Add((verb.Name, option.Name));
                }
            }

            return [.. paths.SelectMany(path => new[] { (path.Verb, path.Option, true), (path.Verb, path.Option, false) })];
        }
    }

    [Theory(Timeout = 300_000, SkipUnless = nameof(IsUnix), Skip = "Windows has no such files.")]
    [MemberData(nameof(Paths))]
    public async Task Pipe_or_device_is_refused_by_name_and_not_waited_for(string verb, string option, bool isPipe)
    {
        string pipe = _folder.PathOf("a-pipe");
        if (isPipe) UnixFile.MakePipe(pipe);
        else File.CreateSymbolicLink(pipe, "/dev/zero");
        string[] given = option.StartsWith('-') ? [option, pipe] : [pipe];

        (int code, _, string error) = await _folder.RunAsync([verb, .. Others(verb, option), .. given]);

        Assert.True(code is 1 or 2 or 3 || option == "--speech-cache", $"{code}: {error}");
        Assert.Contains("a-pipe", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", error, StringComparison.Ordinal);
        Assert.True(File.Exists(pipe));
    }

    [Fact]
    public void Words_that_are_no_paths_are_options() =>
        Assert.Empty(NoPaths.Except(Verbs().SelectMany(verb => verb.Options).Select(option => option.Name), StringComparer.Ordinal));

    public void Dispose() => _folder.Dispose();

    private static Command[] Verbs() =>
    [
        CrawlVerb.Create(), WalkVerb.Create(), WalkAudioVerb.Create(), RunVerb.Create(), MeasureVerb.Create(),
        GateVerb.Create(), RefusalVerb.Create(), PulseVerb.Create(), ReportVerb.Create(),
        SandboxVerb.Create(),
    ];

    private static bool TakesText(Option option) => option.ValueType == typeof(string) || option.ValueType == typeof(string[]);

    private string[] Others(string verb, string option) => (verb, option) switch
    {
        (not "gate", "--baseline") => ["--require", "regressions == 0"],
        (not "gate", "--judge-agreement") => ["--require", "pass_rate >= 0"],
        ("refusal-smoke", "--answers") => ["--backend", "replay"],
        ("refusal-smoke", "--agent-prompt-file") => ["--sandbox", "--voice"],
        ("pulse", "--run") => ["--status-json", _folder.Write("status.json", "{}"), "--gate-key", "g", "--require", "pass_rate >= 1"],
        ("pulse", "--result") => ["--status-json", _folder.Write("status.json", "{}")],
        ("gate", _) => ["--require", "pass_rate >= 1"],
        ("report", "RUN") => ["--format", "markdown"],
        ("report", _) => [finished.RunPath, "--format", "markdown"],
        ("measure" or "sandbox", _) => [],
        ("walk-audio", _) => ["--sandbox"],
        _ => ["--sandbox", "--max-examples", "1"],
    };
}
