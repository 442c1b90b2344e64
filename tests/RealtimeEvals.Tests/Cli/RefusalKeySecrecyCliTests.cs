using RealtimeEvals.Tests.Harness.Refusals;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>A service that echoes the key wherever it can, in bodies and headers: the key stands in no file and is said nowhere.</summary>
public sealed class RefusalKeySecrecyCliTests
{
    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}";

    public static MatrixTheoryData<string, int> Echoes =>
        new(
            ["response", "chat", "upload", "eval", "run", "poll", "items", "delete eval", "delete file", "handshake", "speech"],
            [200, 400]);

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Echoes))]
    public async Task Service_that_echoes_the_key_does_not_make_it_known(string stage, int status)
    {
        await using var service = new RefusalService(async (call, _) =>
        {
            string key = KeyOf(call);
            call.Context.Response.AddHeader("x-request-id", key);
            call.Context.Response.AddHeader("x-key", key);
            if (call.Stage != stage) return false;
            return await RefusalService.RefuseAsync(
                call,
                status,
                $$$"""{"id":"{{{key}}}","status":"{{{key}}}","model":"{{{key}}}","report_url":"https://{{{key}}}","result_counts":"""
                + $$$"""{"total":"{{{key}}}"},"data":"{{{key}}}","output":[{"type":"message","content":"""
                + $$$"""[{"type":"output_text","text":"{{{key}}}"}]}],"choices":[{"finish_reason":"{{{key}}}","message":"""
                + $$$"""{"content":"{{{key}}}"}}],"error":{"message":"Your key is {{{key}}}.","code":"{{{key}}}","type":"{{{key}}}"}}""");
        });
        using var folder = new CliFolder();

        var said = await RunAsync(folder, service, stage);

        Assert.True(said.ExitCode is 0 or 3, said.Error);
        Assert.Contains(stage, service.Stages);
        AssertSecret(folder, said.Output + said.Error);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("response")]
    [InlineData("chat")]
    [InlineData("poll")]
    public async Task Key_with_a_line_feed_behind_it_works_and_stays_secret(string stage)
    {
        await using var service = new RefusalService();
        using var folder = new CliFolder();

        var said = await RunAsync(folder, service, stage);

        Assert.True(said.ExitCode == 0, said.Error);
        Assert.Contains("openai_evals_refusal_smoke_pass: true", said.Output, StringComparison.Ordinal);
        Assert.All(service.Calls, call => Assert.Equal((_canary, "org_1"), (KeyOf(call), call.Headers["OpenAI-Organization"])));
        AssertSecret(folder, said.Output + said.Error);
    }

    private static string KeyOf(RefusalService.Call call) => call.Headers["Authorization"]!["Bearer ".Length..];

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(CliFolder folder, RefusalService service, string stage)
    {
        folder.Write("rows.jsonl", RefusalService.Dataset);
        await GreenStatus.WriteAsync(folder.PathOf("status.json"), "");
        string[] voice = stage is "handshake" or "speech" ? ["--voice", "--speech-cache", folder.PathOf("speech")] : [];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OPENAI_API_KEY"] = _canary + "\n",
            ["OPENAI_ORGANIZATION"] = "org_1\n",
        };
        return await Support.Cli.RunAsync(folder.Path, environment, [
            "refusal-smoke", "--confirm-real", "--base-url", service.BaseAddress, "--run-name", "demo",
            "--status-json", "status.json", "--retry-limit", "0", "--dataset", "rows.jsonl", "--out", "result.json",
            "--backend", StaleGateTests.BackendOf(stage).ToString(), "--max-wait", "5", .. voice]);
    }

    private void AssertSecret(CliFolder folder, string said)
    {
        Assert.DoesNotContain(_canary[..18], said, StringComparison.Ordinal);
        Assert.Empty(Leaks.In(folder.Path, _canary));
    }
}
