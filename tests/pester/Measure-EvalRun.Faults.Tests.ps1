BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    Start-SimulatedConversation -Sandbox -RunName held -MaximumCount 2 | Out-Null
}

AfterAll {
    Pop-Location
}

Describe 'What Measure-EvalRun must not do' {
    BeforeEach {
        $script:run = Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())
        Copy-Item -Path results/held -Destination $run -Recurse
    }

    It 'write anything with -WhatIf, without -Judge too' {
        Remove-Item -Path $run/results.csv, $run/summary.json
        Measure-EvalRun $run -WhatIf | Out-Null
        "$run/results.csv" | Should -Not -Exist
        "$run/summary.json" | Should -Not -Exist
    }

    It 'name a judge in run.json that was not asked' {
        { Measure-EvalRun $run -JudgeModel gpt-5.2 -JudgeSampleCount 3 } | Should -Throw -ErrorId 'InvalidSetting,*'
        $settings = (Get-Content -Path $run/run.json | ConvertFrom-Json).settings
        $settings.judge_model | Should -Be 'gpt-5.1'
        $settings.judge_samples | Should -Be 1
    }

    It 'call a root folder a bug' {
        { Measure-EvalRun / } | Should -Throw -ErrorId 'RunNotFound,*'
    }

    It 'be silent about a judge that failed' {
        $fault = 'judge:400@refund'
        $measured = Measure-EvalRun $run -Judge -Sandbox -SandboxFault $fault -ErrorAction SilentlyContinue -ErrorVariable problems
        ($measured | Where-Object -Property Outcome -EQ -Value Error).ConversationId | Should -Be 'refund'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CaseFailed,*'
    }

    It 'call a run whole whose judging was stopped' {
        $lines = @(Get-Content -Path $run/journal.jsonl).Count
        $shell = [PowerShell]::Create().AddScript(
            "Import-Module '$manifest'; Measure-EvalRun '$run' -Judge -Sandbox -JudgeModel gpt-5.2 -ThrottleLimit 1 " +
            '-SandboxFault judge:hang@refund')
        try {
            $shell.BeginInvoke() | Out-Null
            $limit = [DateTime]::UtcNow.AddMinutes(2)
            while (@(Get-Content -Path $run/journal.jsonl).Count -eq $lines -and [DateTime]::UtcNow -lt $limit) {
                Start-Sleep -Milliseconds 50
            }
            $shell.Stop()
        }
        finally {
            $shell.Dispose()
        }
        (Get-Content -Path $run/run.json | ConvertFrom-Json).state | Should -Be 'cancelled'
        if (Test-Path -Path $run/summary.json) {
            (Get-Content -Path $run/summary.json | ConvertFrom-Json).run_outcome | Should -Be 'inconclusive'
        }
    }
}
