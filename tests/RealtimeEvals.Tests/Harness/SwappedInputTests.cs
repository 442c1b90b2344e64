using System.Text;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>The hash of an input file is that of the bytes that were read, though somebody changes the file as often as they can.</summary>
public sealed class SwappedInputTests : IDisposable
{
    private const int Rounds = 200;

    private readonly TemporaryFolder _folder = new();

    [Fact(Timeout = 300_000)]
    public async Task Refusal_set_has_the_hash_of_its_rows()
    {
        byte[] one = Rows(1);
        byte[] other = Rows(2);
        string path = _folder.Write("rows.jsonl", Encoding.UTF8.GetString(one));

        await SwapAsync(path, one, other, () =>
        {
            var dataset = RefusalDataset.Read(path);
            return (dataset.Cases.Count == 1, dataset.Sha256);
        });
    }

    [Fact(Timeout = 300_000)]
    public async Task Result_file_has_the_hash_of_what_it_says()
    {
        byte[] one = Encoding.UTF8.GetBytes(SmokeResultFile.ToText(GreenStatus.GoodResult));
        byte[] other = Encoding.UTF8.GetBytes(SmokeResultFile.ToText(GreenStatus.GoodResult with { GatePass = false }));
        string path = _folder.Write("result.json", Encoding.UTF8.GetString(one));

        await SwapAsync(path, one, other, () =>
        {
            RefusalSmokeResult result = SmokeResultFile.Read(path);
            return (result.GatePass, result.ResultSha256);
        });
    }

    [Theory(Timeout = 300_000)]
    [InlineData("data")]
    [InlineData("prompt")]
    [InlineData("tools")]
    public async Task Agent_has_the_hashes_of_what_was_read(string swapped)
    {
        (byte[] one, byte[] other) = swapped switch
        {
            "data" => (
                "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Hi,,\n"u8.ToArray(),
                "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Hi,,\nb,Ho,,\n"u8.ToArray()),
            "prompt" => ("One."u8.ToArray(), "Other."u8.ToArray()),
            _ => ("[]"u8.ToArray(), """[{"type":"function","name":"pay"}]"""u8.ToArray()),
        };
        CrawlOptions options = new()
        {
            Target = null!, ResultsPath = _folder.Path, SpeechCachePath = _folder.Path,
            DataPath = _folder.Write("data", "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Hi,,\n"),
            SystemPromptPath = _folder.Write("prompt", "One."), ToolsPath = _folder.Write("tools", "[]"),
        };

        await SwapAsync(_folder.PathOf(swapped), one, other, () =>
        {
            (AgentFiles agent, IReadOnlyList<SingleTurnCase> cases) =
                AgentFiles.Read(options, AudioColumn.Ignored, Given.Tables, _ => { });
            return swapped switch
            {
                "data" => (cases.Count == 1, agent.DataSha256),
                "prompt" => (agent.SystemPrompt == "One.", agent.SystemPromptSha256),
                _ => (!agent.Tools.Names.Any(), agent.Tools.Sha256),
            };
        });
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Rows(int count) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable.Range(1, count)
                    .Select(row => FormattableString.Invariant($$$"""{"item":{"prompt":"How {{{row}}}?","expected":"ALLOW"}}""") + "\n")));

    private static Task SwapAsync(string path, byte[] one, byte[] other, Func<(bool IsOne, string Sha256)> read) => Task.Run(() =>
    {
        using var swapper = new Swapper(path, one, other);
        (bool, string)[] seen = [.. Enumerable.Range(0, Rounds).Select(_ => read())];
        Assert.Empty(seen.Except([(true, FileHash.Of(one)), (false, FileHash.Of(other))]));
    });
}
