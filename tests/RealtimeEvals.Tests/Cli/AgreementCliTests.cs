using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The verb agreement: what it writes, and its exit codes.</summary>
public sealed class AgreementCliTests(FinishedConversations run) : IClassFixture<FinishedConversations>, IDisposable
{
    private const string Labels = """
        case_id,trial,grader,label
        refund,1,goal_completion,pass
        refund,2,goal_completion,fail
        change_of_mind,1,goal_completion,fail
        private_details,1,goal_completion,pass
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Agreement_is_written_and_a_gate_takes_it()
    {
        (int code, string output, string error) = await RunAsync(Labels, "--min-items", "4", "--output-file", "judges.json");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("goal_completion", output, StringComparison.Ordinal);
        Assert.Contains("4 items compared, 2 without a label", output, StringComparison.Ordinal);
        Assert.Contains("kappa        0.500 [", output, StringComparison.Ordinal);
        Assert.Equal(0.5, (double)JsonNode.Parse(File.ReadAllText(_folder.PathOf("judges.json")))!["judge_agreements"]![0]!["kappa"]!,
            1e-9);
        (code, output, _) = await Support.Cli.RunAsync(
            _folder.Path, null, "gate", run.RunPath, "--require", "pass_rate >= 0.1", "--judge-agreement", "judges.json",
            "--allow-sandbox", "--allow-partial-data", "--data-csv", run.DataPath);
        Assert.Equal(1, code);
        string words = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("JudgeNotCalibrated: goal_completion: kappa is 0.5; 0.6 is wanted.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_a_list_of_agreements()
    {
        (int code, string output, _) = await RunAsync(Labels, "--output", "json");

        Assert.Equal(0, code);
        JsonNode found = Assert.Single(JsonNode.Parse(output)!.AsArray())!;
        Assert.Equal(("no_evidence", 4), ((string)found["verdict"]!, (int)found["items"]!));
    }

    [Fact]
    public async Task Labels_that_do_not_fit_end_with_exit_code_2()
    {
        (int code, string output, string error) =
            await RunAsync("case_id,grader,label\nnobody,goal_completion,pass\nrefund,goal_completion,maybe\n");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error InvalidLabels: The labels have 2 problems; nothing was measured:", error, StringComparison.Ordinal);
        Assert.Contains("row 2", error, StringComparison.Ordinal);
        Assert.Contains("row 3", error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(Labels, "--min-items", "0")).ExitCode);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string labels, params string[] arguments)
    {
        _folder.Write("labels.csv", labels);
        return Support.Cli.RunAsync(_folder.Path, null, ["agreement", run.RunPath, "--labels", "labels.csv", .. arguments]);
    }
}
