using RealtimeEvals.PowerShell.Tests.Support;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>
/// A real PowerShell in front of a service that sends the key back in every spelling: it is found in no file, stream, error or export.
/// </summary>
public sealed class CanaryTests
{
    private const string Query = "query-canary-0123456789";

    private const string Outputs =
        """-OutputPath "$Work/made" -TablePath "$Work/made.csv" -SpeechCachePath "$Work/speech" -RetryTimeoutSec 0""";

    private const string Smoke = """Invoke-RefusalSmoke @speech -LiteralPath "$Work/rows.jsonl" -RunName""";

    private const string Script = $$"""
        param([string] $Module, [string] $Secrets, [string] $Work)
        $env:OPENAI_API_KEY, $env:OPENAI_BASE_URL = Get-Content -Path $Secrets
        $env:REALTIME_EVALS_STORE = "$Work/store/runs.sqlite"
        Import-Module -Name $Module
        Set-Location -Path $Work
        Start-Transcript -Path "$Work/transcript.txt"
        $speech = @{ SpeechCachePath = "$Work/speech"; ResultsPath = "$Work/results"; RetryTimeoutSec = 0; Verbose = $true; Debug = $true }
        $shown = @{ Verbose = $true; Debug = $true }
        $steps = [ordered]@{
            crawl   = { Invoke-CrawlEval @speech -MaximumCount 2 -RunName crawl -Summary }
            walk    = { Invoke-WalkReplay @shown -ResultsPath "$Work/results" -RetryTimeoutSec 0 -MaximumCount 1 -RunName walk }
            run     = { Start-SimulatedConversation @speech -MaximumCount 1 -ToolRoundLimit 2 -RunName run }
            audio   = { New-WalkAudio @shown -LiteralPath "$Work/cases.csv" {{Outputs}} }
            smoke   = { {{Smoke}} smoke -ConfirmReal -OutputPath "$Work/smoke.json" }
            chat    = { {{Smoke}} chat -ConfirmReal -Backend ChatCompletions }
            hosted  = { {{Smoke}} hosted -ConfirmReal -Backend AzureEvals -MaximumWaitSec 5 }
            voice   = { {{Smoke}} voice -ConfirmReal -UseVoice }
            gate    = { Measure-EvalGate @shown "$Work/results/crawl" -Require 'pass_rate >= 1' }
            report  = { Export-EvalReport @shown "$Work/results/crawl" -Format Markdown }
            wrong   = { Invoke-CrawlEval @speech -Endpoint 'ftp://user:{{Query}}@host/p?api-key={{Query}}' -RunName wrong }
        }
        foreach ($name in $steps.Keys) {
            $items = [Collections.Generic.List[object]]::new()
            try { & $steps[$name] *>&1 | ForEach-Object -Process { $items.Add($_) } } catch { $items.Add($_) }
            "$name $($items.Count)"
            $items | Out-String -Width 500
            $items | Format-List -Property * -Force | Out-File -FilePath "$Work/$name.list.txt"
            $items | Export-Clixml -Path "$Work/$name.xml" -Depth 2
            $items | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue -EnumsAsStrings | Out-File -FilePath "$Work/$name.json"
            $items | Where-Object -FilterScript { $_ -isnot [Management.Automation.ErrorRecord] } | Export-Csv -Path "$Work/$name.csv"
        }
        $Error | Export-Clixml -Path "$Work/errors.xml" -Depth 2
        $Error | ForEach-Object -Process { Get-Error -InputObject $_ | Out-String -Width 500 } | Out-File -FilePath "$Work/errors.txt"
        Stop-Transcript
        """;

    private readonly string _canary = $"sk-Canary/{Guid.NewGuid():N}+~?";

    [Theory(Timeout = 600_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Key_that_a_service_sends_back_is_found_nowhere(bool refuses)
    {
        using var work = new TemporaryFolder();
        using var beside = new TemporaryFolder();
        await using var service = new EchoingService(refuses);
        work.Write("cases.csv", "example_id,user_text,gt_tool_call,gt_tool_call_arg\na,Hello.,,\n");
        work.Write("rows.jsonl", File.ReadLines(Repository.PathOf("data", "refusal", "refusal_smoke.jsonl")).First() + "\n");
        string secrets = beside.Write("secrets.txt", $"{_canary}\n{service.BaseAddress}?api-key={Query}\n");
        string script = beside.Write("canary.ps1", Script);
        var output = new System.Text.StringBuilder();

        string module = Repository.PathOf("RealtimeEvals.psd1");
        (int exitCode, string error) = await Shell.RunAsync(
            line => output.AppendLine(line), "-File", script, "-Module", module, "-Secrets", secrets, "-Work", work.Path);

        string said = output + error;
        Assert.True(exitCode == 0 && File.Exists(work.PathOf("errors.txt")), said);
        Assert.NotEmpty(service.Requests);
        Assert.True(new FileInfo(work.PathOf("transcript.txt")).Length > 1_000, said);
        Assert.False(SecretSpelling.Tells(said, _canary) || said.Contains(_canary[..12], StringComparison.Ordinal), said);
        Assert.Empty(Leaks.In(work.Path, _canary));
        Assert.Empty(Leaks.In(work.Path, Query)
            .Where(leak => !leak.StartsWith("wrong", StringComparison.Ordinal) && !leak.StartsWith("errors", StringComparison.Ordinal)));
    }
}
