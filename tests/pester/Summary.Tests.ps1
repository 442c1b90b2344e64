BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Set-Location -Path $TestDrive
    $script:emitted = @(Invoke-CrawlEval -Sandbox -RunName crawl -Summary)
    $script:results = @($emitted | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.CrawlResult] })
    $script:walked = @(Invoke-WalkReplay -Sandbox -RunName walk -MaximumCount 2 -Summary)
    $script:held = @(Start-SimulatedConversation -Sandbox -RunName run -MaximumCount 2 -Summary)
    $script:asked = @(Invoke-RefusalSmoke -Sandbox -RunName refusal -Summary)
    $script:type = [RealtimeEvals.Runs.EvalRunSummary]
}

AfterAll {
    Set-Location -Path $PSScriptRoot
}

Describe 'A summary' {
    It 'is the last object of every harness that is asked for one' {
        foreach ($all in $emitted, $walked, $held, $asked) {
            $all[-1] | Should -BeOfType $type
            @($all | Where-Object -FilterScript { $_ -is $type }) | Should -HaveCount 1
        }
        $emitted[-1].Harness, $walked[-1].Harness, $held[-1].Harness, $asked[-1].Harness |
            Should -Be 'crawl', 'walk', 'run', 'refusal-smoke'
    }

    It 'counts what was emitted' {
        $sum = $emitted[-1]
        $sum.Passed, $sum.Failed, $sum.Errored, $sum.Planned, $sum.DataCases | Should -Be 17, 1, 0, 18, 18
        $sum.PassRate | Should -Be (17 / 18)
        $sum.LatencyCount | Should -Be @($results | Where-Object -Property LatencyFirstAudioMs).Count
        $sum.LatencyFirstAudioMsP50 | Should -BeLessOrEqual $sum.LatencyFirstAudioMsP95
        $sum.State, $sum.Provider | Should -Be 'Completed', 'sandbox'
        $sum.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $sum.RunPath | Should -Be $results[0].RunPath
    }

    It 'says how many cases the data has where only a part was run' {
        $walked[-1].Planned | Should -Be 2
        $walked[-1].DataCases | Should -BeGreaterThan 2
    }

    It 'is the same from the run on disk: <_>' -ForEach 'crawl', 'walk', 'run', 'refusal' {
        $fresh = @{ crawl = $emitted; walk = $walked; run = $held; refusal = $asked }[$_][-1]
        $byName = @(Measure-EvalRun -RunName $_ -Summary)[-1]
        $byName | Should -BeOfType $type
        $byFolder = @(Get-Item -Path "results/$_" | Measure-EvalRun -Summary)[-1]
        foreach ($stored in $byName, $byFolder) {
            $names =
                'RunId', 'Harness', 'State', 'Provider', 'Planned', 'Passed', 'Failed', 'Errored', 'PassRate', 'LatencyFirstAudioMsP95',
                'LatencyCount', 'CostUsd', 'RunPath'
            foreach ($name in $names) { $stored.$name | Should -Be $fresh.$name -Because $name }
        }
    }

    It 'is told by the progress of a run, with verdicts' {
        $seen = [System.Collections.Generic.List[object]]::new()
        Invoke-CrawlEval -Sandbox -MaximumCount 3 -ThrottleLimit 1 -ProgressAction Continue *>&1 | ForEach-Object -Process { $seen.Add($_) }
        $seen | Should -HaveCount 3
    }

    It 'is no result: a gate says the same with it and without' {
        ($emitted | Measure-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData).Verdict | Should -Be 'Passed'
        @($emitted | Measure-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData) | Should -HaveCount 1
        $emitted | Test-EvalGate 'pass_rate >= 0.99' -AllowSandbox -AllowPartialData | Should -BeFalse
    }

    It 'stands for its run where it comes alone' {
        $emitted[-1] | Test-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData | Should -BeTrue
        $emitted[-1] | Test-EvalGate 'pass_rate >= 0.99' -AllowSandbox -AllowPartialData | Should -BeFalse
        $emitted[-1] | ConvertTo-Json | ConvertFrom-Json | Test-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData | Should -BeTrue
        $moved = $emitted[-1] | Select-Object -Property * -ExcludeProperty RunPath
        $moved | Test-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData | Should -BeFalse
    }
}

Describe 'Verbose' {
    It 'tells where the evidence is, before and after' {
        $said = @(
            Invoke-CrawlEval -Sandbox -RunName told -MaximumCount 1 -Verbose 4>&1 |
                Where-Object -FilterScript { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -match 'evidence' }
        )
        $said | Should -HaveCount 2
        $said | Should -Match ([regex]::Escape((Join-Path -Path $TestDrive -ChildPath results -AdditionalChildPath told)))
    }
}

Describe 'Paths of what is emitted' {
    It 'resolve as they stand' {
        Push-Location -Path /
        try {
            foreach ($one in $results[0], $walked[0]) {
                foreach ($name in 'InputAudioPath', 'OutputAudioPath', 'EventLogPath', 'RunPath', 'DataPath') {
                    Get-Item -LiteralPath $one.$name | Should -Not -BeNullOrEmpty
                }
            }
            foreach ($name in 'TranscriptPath', 'RecordPath', 'EventLogPath') {
                Get-Item -LiteralPath $held[0].$name | Should -Not -BeNullOrEmpty
            }
            foreach ($name in 'UserAudioPath', 'AssistantAudioPath') {
                Get-Item -LiteralPath $held[0].Turns[0].$name | Should -Not -BeNullOrEmpty
            }
        }
        finally { Pop-Location }
    }

    It 'are relative in files' {
        (Import-Csv -Path results/crawl/results.csv)[0].input_audio_path | Should -Be 'audio/crawl_001/input.wav'
        Get-Content -Path results/crawl/journal.jsonl | Should -Not -Match 'path":"[^"]*results/crawl/(audio|events)'
    }

    It 'make no difference to a gate' {
        $rules = 'latency_first_audio_ms_p95 <= 100000', 'pass_rate >= 0.9'
        $results | Test-EvalGate $rules -AllowSandbox -AllowPartialData | Should -BeTrue
        Test-EvalGate $rules -RunName crawl -AllowSandbox -AllowPartialData | Should -BeTrue
    }
}

Describe 'Plain JSON' {
    It 'takes <Name> into a gate' -ForEach @(
        @{ Name = 'crawl' }, @{ Name = 'walk' }, @{ Name = 'run' }, @{ Name = 'refusal' }
    ) {
        $all = @{ crawl = $results; walk = $walked; run = $held; refusal = $asked }[$Name] | Where-Object -FilterScript { $_ -isnot $type }
        $rules = 'pass_rate >= 0.9', 'errored == 0'
        $expected = $all | Test-EvalGate $rules -AllowSandbox -AllowPartialData
        $expected | Should -BeTrue
        $back = $all | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $back[0].Outcome | Should -BeOfType [long]
        $back | Test-EvalGate $rules -AllowSandbox -AllowPartialData | Should -BeTrue
        $back | Test-EvalGate 'failed >= 3' -AllowSandbox -AllowPartialData | Should -BeFalse
    }

    It 'has no verdict in the number <_>' -ForEach 0, 5, 99, -1, 1.5 {
        $back = $results | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $back[0].Outcome = $_
        ($back | Measure-EvalGate 'pass_rate >= 0.1' -AllowSandbox -AllowPartialData).Passed | Should -Be 16
        $back | Test-EvalGate 'pass_rate >= 1' -AllowSandbox -AllowPartialData | Should -BeFalse
    }

    It 'takes a report into a gate, passed and failed' {
        $passed = $results |
            Measure-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData |
            ConvertTo-Json -Depth 4 |
            ConvertFrom-Json
        $passed | Test-EvalGate | Should -BeTrue
        $failed = $results |
            Measure-EvalGate 'pass_rate >= 0.99' -AllowSandbox -AllowPartialData |
            ConvertTo-Json -Depth 4 |
            ConvertFrom-Json
        $failed | Test-EvalGate | Should -BeFalse
        foreach ($word in 0, 2, 99) {
            $passed.Verdict = $word
            $passed | Test-EvalGate | Should -BeFalse
        }
    }
}

Describe 'Consent before money' {
    It 'is asked for by <_>' -ForEach @(
        'Invoke-CrawlEval'
        'Invoke-WalkReplay'
        'Start-SimulatedConversation'
        'Invoke-RefusalSmoke'
        'New-WalkAudio'
        'Measure-EvalRun'
    ) {
        $attribute = (Get-Command -Name $_).ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
        $attribute.ConfirmImpact | Should -Be 'High'
    }

    It 'is an error where nobody can be asked, and nothing is spent or written' {
        $module = (Get-Module -Name RealtimeEvals).Path | Split-Path | Split-Path | Split-Path | Join-Path -ChildPath RealtimeEvals.psd1
        $call = 'Invoke-CrawlEval -Endpoint wss://service.invalid/v1/realtime'
        $key = '(ConvertTo-SecureString -String k -AsPlainText)'
        $script = @"
Import-Module '$module'
`$WarningPreference = 'Ignore'
`$ErrorActionPreference = 'Continue'
try { $call -RunName asked -RetryTimeoutSec 0 -ApiKey $key } catch { `$_.FullyQualifiedErrorId }
Test-Path -Path results/asked
try { $call -RunName agreed -RetryTimeoutSec 0 -WarningAction Ignore -Confirm:`$false -ApiKey $key } catch { `$_.FullyQualifiedErrorId }
(Invoke-CrawlEval -Sandbox -RunName free -MaximumCount 1).Outcome
"@
        $said = & pwsh -NoProfile -NonInteractive -Command $script
        $said[0] | Should -Match '^NobodyToAsk,'
        $said[1] | Should -Be 'False'
        $said[2] | Should -Match '^EndpointUnavailable'
        $said[3] | Should -Be 'Pass'
    }
}
