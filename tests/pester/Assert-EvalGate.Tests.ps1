BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:good = @(Invoke-CrawlEval -Sandbox -MaximumCount 8 -RunName good)
    $script:bad = @(Invoke-CrawlEval -Sandbox -RunName bad)
}

AfterAll {
    Pop-Location
}

Describe 'Assert-EvalGate' {
    It 'writes nothing for evidence that meets the rules' {
        $good | Assert-EvalGate 'pass_rate == 1' -AllowSandbox | Should -BeNullOrEmpty
        Assert-EvalGate 'pass_rate == 1' -RunName good -AllowSandbox | Should -BeNullOrEmpty
    }

    It 'passes reports on with -PassThru' {
        $other = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName other
        $reports = $good + $other | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -PassThru
        $reports | Should -BeOfType ([RealtimeEvals.Model.GateReport])
        $reports.RunId | Should -Be 'good', 'other'
    }

    It 'throws for <What>' -ForEach @(
        @{ What = 'a rule that does not hold'; Run = { $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'one bad run among good ones'; Run = { $good + $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'filtered results'; Run = { $bad | Where-Object -Property Outcome -EQ -Value Pass | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'rows of results.csv'; Run = { Import-Csv -Path results/bad/results.csv | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'an empty pipeline'; Run = { @() | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'null'; Run = { $null | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'a plan'; Run = { Invoke-CrawlEval -Sandbox -WhatIf | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'no rules'; Run = { $good | Assert-EvalGate -AllowSandbox } }
        @{ What = 'the sandbox'; Run = { $good | Assert-EvalGate 'pass_rate == 1' } }
        @{ What = 'a folder that is not there'; Run = { 'nowhere' | Assert-EvalGate 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'a report that did not pass'; Run = { $bad | Measure-EvalGate 'pass_rate == 1' -AllowSandbox | Assert-EvalGate } }
    ) {
        $Run | Should -Throw -ErrorId 'EvalGateFailed,RealtimeEvals.PowerShell.Commands.AssertEvalGateCommand'
    }

    It 'says which run did not pass, why, and what to do' {
        try {
            $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox
        }
        catch {
            $problem = $_
        }
        $problem.TargetObject | Should -Be 'bad'
        $problem.CategoryInfo.Category | Should -Be 'InvalidResult'
        "$problem" | Should -BeLike '*bad: Failed*pass_rate == 1: the value is 0.9444.*'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is not silenced by -ErrorAction' {
        { $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -ErrorAction SilentlyContinue; 'went on' } | Should -Throw -ErrorId 'EvalGateFailed,*'
    }

    It 'gives a script an exit code other than 0' {
        & pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Assert-EvalGate 'pass_rate == 1' -RunPath '$TestDrive/results/bad' -AllowSandbox" *> $null
        $LASTEXITCODE | Should -Not -Be 0
        & pwsh -NoProfile -NonInteractive -Command "Import-Module '$manifest'; Assert-EvalGate 'pass_rate == 1' -RunPath '$TestDrive/results/good' -AllowSandbox" *> $null
        $LASTEXITCODE | Should -Be 0
    }
}
