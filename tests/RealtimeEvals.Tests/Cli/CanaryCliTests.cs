using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>
/// Every verb against a service that sends the key back in every spelling: it is found in no file and on no stream, whoever decodes and
/// joins.
/// </summary>
public sealed class CanaryCliTests
{
    private const string Query = "query-canary-0123456789";

    private readonly string _canary = $"sk-Canary/{Guid.NewGuid():N}+~?";

    public static MatrixTheoryData<bool, string> Verbs => new(
        [false, true],
        [
            "crawl --max-examples 2", "walk --max-examples 2", "run --max-examples 1 --tool-round-limit 2",
            "benchmark --max-turns 3 --max-examples 1", "benchmark --max-turns 3 --max-examples 1 --participant-audio",
            "run --case-id scripted_two_orders", "walk-audio --condition clean",
            "refusal-smoke --confirm-real", "refusal-smoke --confirm-real --backend ChatCompletions",
            "refusal-smoke --confirm-real --backend AzureEvals", "refusal-smoke --confirm-real --voice",
        ]);

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(Verbs))]
    public async Task Key_that_a_service_sends_back_is_found_nowhere(bool refuses, string verb)
    {
        using var folder = new CliFolder();
        await using var service = new EchoingService(refuses) { HostedPrompt = RefusalService.Rows[0].Prompt };
        folder.Write("cases.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Hello.,,\n");
        folder.Write("rows.jsonl", RefusalService.Dataset.Split('\n')[0] + "\n");
        await GreenStatus.WriteAsync(folder.PathOf("status.json"), "");
        string name = verb.Split(' ')[0];
        string[] own = name switch
        {
            "walk-audio" =>
            [
                "--source-csv", "cases.csv", "--output-dir", folder.PathOf("made"),
                "--output-csv", folder.PathOf("made.csv"), "--speech-cache", folder.PathOf("speech"),
            ],
            "refusal-smoke" =>
            [
                "--dataset", "rows.jsonl", "--out", "result.json", "--status-json", "status.json",
                "--max-wait", "5", "--run-name", "demo", "--speech-cache", folder.PathOf("speech"),
            ],
            "walk" => ["--run-name", "demo", "--data-csv", WriteHum(folder)],
            _ => ["--run-name", "demo", "--speech-cache", folder.PathOf("speech")],
        };

        await RunAsync(folder, [.. verb.Split(' '), .. own, "--base-url", $"{service.BaseAddress}?api-key={Query}", "--retry-limit", "0"]);
        if (name is "run" && !verb.Contains("scripted", StringComparison.Ordinal))
        {
            await RunAsync(folder, ["measure", "results/demo", "--judge", "--base-url", $"{service.BaseAddress}?api-key={Query}"]);
        }

        if (name is not "walk-audio")
        {
            await RunAsync(folder, ["gate", "results/demo", "--require", "pass_rate >= 1"]);
            foreach (string format in new[] { "junit", "sarif", "markdown", "git-hub-annotation", "step-summary" })
            {
                await RunAsync(folder, ["report", "results/demo", "--format", format]);
            }
        }

        Assert.NotEmpty(service.Requests);
        // A text model that refuses ends the run before its first row, so what it said stands in the manifest.
        string told = name is "refusal-smoke" && refuses ? "run.json" : "journal.jsonl";
        if (name is not "walk-audio")
        {
            Assert.Contains(
                "[redacted]",
                await File.ReadAllTextAsync(folder.PathOf("results", "demo", told), TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        }

        Assert.Empty(Leaks.In(folder.Path, _canary));
        Assert.Empty(Leaks.In(folder.Path, Query));
    }

    /// <summary>Data of one case whose recording is not the sandbox's voice, which no other service is played.</summary>
    private static string WriteHum(CliFolder folder)
    {
        byte[] hum = WavWriter.ToBytes(
            new AudioFormat(AudioEncoding.MuLaw, 8_000), PcmSamples.Encode(Recorded.Tone(180, 8_000, 1), AudioEncoding.MuLaw));
        File.WriteAllBytes(folder.PathOf("hum.wav"), hum);
        return folder.Write("hum.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path\na,Hello.,,,hum.wav\n");
    }

    private async Task RunAsync(CliFolder folder, string[] arguments)
    {
        var said = await Support.Cli.RunAsync(folder.Path, new Dictionary<string, string> { ["OPENAI_API_KEY"] = _canary }, arguments);

        Assert.DoesNotContain("Unexpected", said.Error, StringComparison.Ordinal);
        string all = said.Output + said.Error;
        Assert.False(
            all.Contains(_canary[..12], StringComparison.Ordinal) || SecretSpelling.Tells(all, _canary) || SecretSpelling.Tells(all, Query),
            $"{string.Join(' ', arguments)}: {all}");
    }
}
