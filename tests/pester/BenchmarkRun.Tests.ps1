BeforeAll {
    Import-Module "$PSScriptRoot/../../RealtimeEvals.psd1"
    Set-Location $TestDrive
    $script:before = $env:REALTIME_EVALS_STORE
    $env:REALTIME_EVALS_STORE = Join-Path -Path $TestDrive -ChildPath 'runs.sqlite'
    $script:bad = 'looping-interviewer=patient-participant'
    $script:held = @(Start-BenchmarkRun -Sandbox -RunName nightly)
    Start-BenchmarkRun -Sandbox -RunName poor -PromptPair $bad -PromptValue FirstName=Ada -MaximumTurn 3 > $null
}

AfterAll {
    Set-Location $PSScriptRoot
    $env:REALTIME_EVALS_STORE = $before
    Remove-Module RealtimeEvals
}

Describe 'Start-BenchmarkRun' {
    It 'holds, tests and stores the shipped interviews' {
        $held.Outcome | Should -Be @('Pass', 'Pass')
        $held.EndReason | Should -Be @('Cue', 'Cue')
        (Get-BenchmarkRun nightly/*).Id | Sort-Object | Should -Be @('nightly/bakery', 'nightly/clinic')
        (Get-BenchmarkRun nightly/clinic).Tests | Should -HaveCount $held[0].Variables.Count
    }

    It 'gives a turn as it happens and the interview at its end' {
        $all = @(Start-BenchmarkRun -Sandbox -PromptPair clinic-intake-interviewer=patient-participant -IncludeTurn -ParticipantAudio)
        $all[-1] | Should -BeOfType ([RealtimeEvals.Model.InterviewResult])
        @($all | Where-Object { $_ -is [RealtimeEvals.Model.TurnResult] }) | Should -HaveCount $all[-1].TurnCount
        $all[-1].ConversationId | Should -Be 'clinic-intake.patient'
    }

    It 'says everything that is wrong with the input at once, and holds nothing' {
        $pairs = 'clinic-intake-intervewer=patient-participant', 'exit-survey-interviewer=patient-participant', 'nothing'
        { Start-BenchmarkRun -Sandbox -RunName none -PromptPair $pairs -MaximumTurn 0 } | Should -Throw -ErrorId 'InvalidSetting,*'
        $Error[0].Exception.Message | Should -BeLike "*maximum of turns*clinic-intake-interviewer*FirstName*'nothing'*"
        Test-Path -Path results/none | Should -BeFalse
    }

    It 'shows what it would hold' {
        $plan = Start-BenchmarkRun -Sandbox -RunName planned -WhatIf
        $plan.Harness | Should -Be 'benchmark'
        $plan.Planned | Should -Be 2
        Get-BenchmarkRun planned/* | Should -BeNullOrEmpty
    }

    It 'gives objects that survive a table and JSON' {
        $held | Export-Csv -Path held.csv
        (Import-Csv -Path held.csv).InterviewerPrompt | Should -Contain 'clinic-intake-interviewer'
        ($held[0] | ConvertTo-Json -Depth 6 | ConvertFrom-Json).EndCue | Should -Be 'that completes the interview'
    }
}

Describe 'Interviews of the store' {
    It 'are measured from the pipeline' {
        $poor = @(Get-BenchmarkRun | Measure-Conversation | Where-Object Status -EQ Poor)
        $poor.Conversation | Select-Object -Unique | Should -Be 'poor/looping.patient'
        $poor.Metric | Should -Contain 'placeholder_turns'
        $poor.Metric | Should -Contain 'question_coverage'
    }

    It 'are measured by plug-ins of both languages' {
        $script = { param($transcript) @{ Title = 'mine'; Variables = @(@{ Metric = 'lines'; Value = 1; Status = 'good' }) } }
        Set-Content -Path seed.py -Value @(
            'def run(transcript):'
            '    return {"title": "Seed", "variables": [{"metric": "agent", "value": transcript.count("AGENT:"), "status": "good"}]}'
        )
        $with = @(Get-BenchmarkRun nightly/clinic | Measure-Conversation -Plugin $script -Test turns)
        ($with | Where-Object Test -EQ mine).Status | Should -Be 'Good'
        if (-not (Get-Command -Name python3 -CommandType Application -ErrorAction Ignore)) {
            Set-ItResult -Skipped -Because 'there is no python3'
            return
        }

        $seed = @(Get-BenchmarkRun nightly/clinic | Measure-Conversation -Plugin seed.py -Test turns | Where-Object Test -EQ Seed)
        $seed.Value | Should -Be 7
    }

    It 'go to another store through a file, and only once' {
        $file = Export-BenchmarkRun nightly/clinic out -PassThru
        ($file | Import-BenchmarkRun -StorePath other.sqlite).Id | Should -Be 'nightly/clinic'
        { Import-BenchmarkRun $file.FullName -StorePath other.sqlite -ErrorAction Stop } | Should -Throw -ErrorId 'BenchmarkRunExists,*'
        $there = Get-BenchmarkRun nightly/clinic -StorePath other.sqlite
        $there.Turns.Text | Should -Be (Get-BenchmarkRun nightly/clinic).Turns.Text
        Export-BenchmarkRun nightly/clinic out -AsTranscript
        Get-Content -Path out/nightly.clinic.txt | Select-Object -Last 1 | Should -BeLike 'AGENT: *that completes the interview.'
    }

    It 'are removed after a yes, and come back from the folder of their run' {
        Start-BenchmarkRun -Sandbox -RunName gone -MaximumCount 1 > $null
        Get-BenchmarkRun gone/* | Remove-BenchmarkRun -WhatIf
        Get-BenchmarkRun gone/* | Should -HaveCount 1
        (Get-BenchmarkRun gone/* | Remove-BenchmarkRun -Confirm:$false -PassThru).Id | Should -Be 'gone/clinic'
        Get-BenchmarkRun gone/* | Should -BeNullOrEmpty
        (Import-EvalRun results/gone).RunId | Should -Be 'gone'
        (Get-BenchmarkRun gone/clinic).Turns | Should -HaveCount 14
        (Get-Command -Name Remove-BenchmarkRun).ImplementingType.GetCustomAttributes($true).ConfirmImpact | Should -Contain 'High'
    }

    It 'keep what a model said of them' {
        $first = Get-BenchmarkRun nightly/clinic | Measure-ConversationQuality -Sandbox -Analysis Question -Confirm:$false
        $first.AskedCount, $first.AnsweredCount | Should -Be @(6, 6)
        (Get-BenchmarkRun nightly/clinic).Analyses.Kind | Should -Be 'questions'
        $again = Get-BenchmarkRun nightly/clinic |
            Measure-ConversationQuality -Sandbox -SandboxFault answer:500 -Analysis Question -Confirm:$false -WarningAction Ignore
        $again.ComputedAt | Should -Be $first.ComputedAt
        $refusing = @{ SandboxFault = 'answer:refused'; Recompute = $true; ErrorAction = 'Ignore' }
        $failed = Get-BenchmarkRun nightly/clinic |
            Measure-ConversationQuality -Sandbox -Analysis Question -Confirm:$false @refusing
        $failed.Status | Should -Be 'Failed'
    }

    It 'are named with a suggestion where there is none' {
        { Get-BenchmarkRun nightly/clinik -ErrorAction Stop } |
            Should -Throw -ErrorId 'BenchmarkRunNotFound,*' -ExpectedMessage '*nightly/clinic*'
    }

    It 'fit the screen' {
        $lines = (Get-BenchmarkRun | Out-String -Width 120), (Get-EvalRun | Out-String -Width 120) | ForEach-Object { $_ -split "`n" }
        $lines | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual 120 }
    }
}

Describe 'Runs of the store' {
    It 'are listed by harness, model, verdict and time' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName calls > $null
        (Get-EvalRun -Harness crawl).RunId | Should -Be 'calls'
        (Get-EvalRun -Harness benchmark -Outcome Pass).RunId | Should -Contain 'nightly'
        (Get-EvalRun -Outcome Fail).RunId | Should -Be 'poor'
        Get-EvalRun -Model 'no such*' | Should -BeNullOrEmpty
        Get-EvalRun -After ([DateTimeOffset]::UtcNow.AddDays(1)) | Should -BeNullOrEmpty
    }

    It 'go to a gate and to a status file' {
        $rules = 'closing_reached_rate >= 1', 'question_coverage_min >= 1', 'pass_rate >= 1'
        $report = $held | Measure-EvalGate -Rule $rules -AllowSandbox
        $report.Verdict | Should -Be 'Passed'
        (Measure-EvalGate -RunPath results/nightly -Rule $rules -AllowSandbox).Verdict | Should -Be 'Passed'
        (Get-BenchmarkRun nightly/* | Measure-EvalGate -Rule $rules -AllowSandbox).Verdict | Should -Be 'Passed'
        $imported = Export-BenchmarkRun nightly/clinic gate -PassThru | Import-BenchmarkRun -StorePath gate.sqlite
        ($imported | Measure-EvalGate -Rule $rules -AllowSandbox).Verdict | Should -Be 'NotEvaluated'
        (Measure-EvalGate -RunPath results/poor -Rule $rules -AllowSandbox).Verdict | Should -Be 'Failed'
        Set-Content -Path status.json -Value '{"gates": {"interviews_ok": false}}'
        $held | Update-PulseStatus -Path status.json -GateKey interviews_ok -Rule $rules -AllowSandbox
        (Get-Content -Path status.json -Raw | ConvertFrom-Json).gates.interviews_ok | Should -BeTrue
    }

    It 'cannot be kept in a store that is another program''s file' {
        Set-Content -Path text.sqlite -Value 'no database'
        { Start-BenchmarkRun -Sandbox -RunName unkept -StorePath text.sqlite } | Should -Throw -ErrorId 'StoreUnusable,*'
        Test-Path -Path results/unkept | Should -BeFalse
        Get-Content -Path text.sqlite | Should -Be 'no database'
    }
}
