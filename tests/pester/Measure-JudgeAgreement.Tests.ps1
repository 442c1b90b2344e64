BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-ConversationTest.ps1"
    $script:run = @(Start-SimulatedConversation -RunName judged)

    # People say what the judge said, but for the simulations that are named.
    function Write-Label([string] $Path, [string[]] $Other = @()) {
        $run | ForEach-Object {
            $isGood = $_.GoalReached -xor ($_.SimulationId -in $Other)
            [pscustomobject]@{ conversation_id = $_.ConversationId; grader = 'goal_completion'; label = $isGood ? 'pass' : 'fail' }
        } | Export-Csv -Path $Path
    }
    Write-Label labels.csv refund
}

AfterAll {
    Pop-Location
    $PSStyle.OutputRendering = $savedRendering
}

Describe 'Measure-JudgeAgreement' {
    It 'measures the same by <Way>' -ForEach @(
        @{ Way = 'name'; Take = { Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -MinItems 5 } }
        @{ Way = 'path'; Take = { Measure-JudgeAgreement results/judged labels.csv -MinimumItemCount 5 } }
        @{ Way = 'results'; Take = { $run | Measure-JudgeAgreement -LabelPath labels.csv -MinItems 5 } }
        @{ Way = 'folder'; Take = { Get-Item -Path results/judged | Measure-JudgeAgreement -Labels labels.csv -MinItems 5 } }
    ) {
        $found = @(& $Take)
        $found | Should -HaveCount 1
        $found[0].GetType().FullName | Should -Be 'RealtimeEvals.Model.JudgeAgreement'
        $found[0].Grader, "$($found[0].Verdict)", $found[0].Items | Should -Be 'goal_completion', 'Measured', $run.Count
        $found[0].FalsePass | Should -Be 1
        $found[0].Specificity | Should -Be 0.5
        $found[0].KappaLow | Should -BeLessThan $found[0].Kappa
    }

    It 'survives Export-Csv and ConvertTo-Json as numbers' {
        $found = Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -MinItems 5
        $found | Export-Csv -Path found.csv
        (Import-Csv -Path found.csv).JudgeModels | Should -Not -Match 'System|ValueList'
        ($found | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Sensitivity | Should -Be 1
    }

    It 'names every wrong row at once, and measures nothing' {
        Set-Content -Path bad.csv -Value 'case_id,grader,label', 'refund,goal,pass', 'refnd,goal_completion,pass',
            'refund,goal_completion,fine'
        $problem = { Measure-JudgeAgreement -RunName judged -LabelPath bad.csv -OutputPath bad.json -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidLabels,*' -PassThru
        $problem.Exception.Problems.Column | Should -Be 'grader', 'case_id', 'label'
        $problem.Exception.Problems.Row | Should -Be 2, 3, 4
        Test-Path -Path bad.json | Should -BeFalse
    }

    It 'writes a file only when it may' {
        Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -MinItems 5 -OutputPath what.json -WhatIf | Should -HaveCount 1
        Test-Path -Path what.json | Should -BeFalse
        Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -MinItems 5 -OutputPath judges.json | Out-Null
        (Get-Content -Path judges.json | ConvertFrom-Json).judge_agreements.grader | Should -Be 'goal_completion'
        { Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -OutputPath judges.json -NoClobber } |
            Should -Throw -ErrorId 'ReportExists,*'
    }

    It 'refuses two runs in one pipeline' {
        Start-SimulatedConversation -RunName other -CaseId refund | Out-Null
        { 'results/judged', 'results/other' | Measure-JudgeAgreement -LabelPath labels.csv } | Should -Throw -ErrorId 'InvalidSetting,*'
    }

    It 'shows grader, kappa and corrected rate within 120 columns' {
        $table = Measure-JudgeAgreement -RunName judged -LabelPath labels.csv -MinItems 5 | Out-String -Width 120
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $table | Should -Match '(?m)^goal_completion +Measured +7 +0\.59 \[-?\d\.\d+, 1\] +0\.86 \[0\.49, 0\.97\], corrected 0\.71 \['
        Measure-JudgeAgreement -RunName judged -LabelPath labels.csv | Format-List | Out-String -Width 120 |
            Should -Match '(?m)^Message +: 7 items could be compared; 20 are wanted'
    }
}

Describe 'A gate that demands it' {
    BeforeAll {
        Write-Label good.csv
        Measure-JudgeAgreement -RunName judged -LabelPath good.csv -MinItems 5 -OutputPath good.json | Out-Null
        Measure-JudgeAgreement -RunName judged -LabelPath good.csv -OutputPath few.json | Out-Null
        Write-Label other.csv refund, order_status, address_change
        Measure-JudgeAgreement -RunName judged -LabelPath other.csv -MinItems 5 -OutputPath poor.json | Out-Null
    }

    It 'passes on a judge that agrees, and shows the corrected rate' {
        $report = Measure-EvalGate 'pass_rate >= 0.8' -RunName judged -JudgeAgreementPath good.json -AllowSandbox
        "$($report.Verdict)" | Should -Be 'Passed'
        "$($report.Rules)" | Should -Match 'corrected for the judge''s error'
    }

    It 'is not evaluated on <Judge>' -ForEach @(@{ Judge = 'few' }, @{ Judge = 'poor' }) {
        $report = Measure-EvalGate 'pass_rate >= 0.5' -RunName judged -JudgeAgreement "$Judge.json" -AllowSandbox
        "$($report.Verdict)", "$($report.Reason)" | Should -Be 'NotEvaluated', 'JudgeNotCalibrated'
        Test-EvalGate 'latency_first_audio_ms_p50 <= 100000' -RunName judged -JudgeAgreementPath "$Judge.json" -AllowSandbox |
            Should -BeTrue
    }

    It 'reads it from a policy' {
        $set = "Rules = @('pass_rate >= 0.5'); JudgeAgreement = 'poor.json'; MinimumKappa = 0.1"
        Set-Content -Path judged.psd1 -Value "@{ Sets = @{ A = @{ $set } } }"
        Test-EvalGate -RunName judged -PolicyPath judged.psd1 -AllowSandbox | Should -BeTrue
        { Test-EvalGate 'pass_rate >= 0.5' -RunName judged -JudgeAgreementPath nowhere.json -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidInput,*'
    }
}
