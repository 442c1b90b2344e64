BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:before = @(Invoke-CrawlEval -Sandbox -RunName before)
    $script:after = @(Invoke-CrawlEval -Sandbox -RunName after)
    $script:broken = @(Invoke-CrawlEval -Sandbox -RunName broken -SandboxFault 'close@crawl_002' -ErrorAction SilentlyContinue)
}

AfterAll {
    Pop-Location
}

Describe 'Compare-EvalRun' {
    It 'takes the older of two runs for the yardstick, whatever their order' {
        $comparison = Get-Item -Path results/after, results/before | Compare-EvalRun -Figure grade
        $comparison | Should -BeOfType ([RealtimeEvals.Comparing.EvalComparison])
        $comparison.Reference, $comparison.Candidate | Should -Be 'before', 'after'
        $comparison.Verdict | Should -Be NoChange
        $comparison.PairCount | Should -Be 18
    }

    It 'takes runs of Get-EvalRun and results by their property' {
        (Get-EvalRun -RunName before, after -Last 2 | Compare-EvalRun -Figure grade).Candidate | Should -Be after
        ($before + $after | Compare-EvalRun -Figure grade).Candidate | Should -Be after
    }

    It 'compares several runs with one yardstick' {
        $found = 'results/after', 'results/broken' | Compare-EvalRun -ReferencePath results/before -Figure grade
        $found.Candidate | Should -Be 'after', 'broken'
        $found.Verdict | Should -Be 'NoChange', 'NoEvidence'
        $found[1].Cases.Kind | Should -Be NoVerdict
        $found[1].Cases.CaseId | Should -Be crawl_002
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'one run without a yardstick'; Id = 'InvalidSetting'; Run = { Compare-EvalRun -RunName after } }
        @{ What = 'three runs without a yardstick'; Id = 'InvalidSetting';
            Run = { Get-ChildItem -Path results -Directory | Compare-EvalRun } }
        @{ What = 'a run that is not there'; Id = 'RunNotFound';
            Run = { Compare-EvalRun -RunName nothing -ReferenceName before -ErrorAction Stop } }
        @{ What = 'a figure that is none'; Id = 'InvalidSetting';
            Run = { Compare-EvalRun -RunName after -ReferenceName before -Figure speed } }
        @{ What = 'two yardsticks'; Id = 'InvalidSetting'; Run = { Compare-EvalRun -RunName after -ReferenceName before -ReferencePath x } }
    ) {
        $Run | Should -Throw -ErrorId "$Id,RealtimeEvals.PowerShell.Commands.CompareEvalRunCommand"
    }

    It 'fits a screen of 120 columns' {
        $comparison = Compare-EvalRun -RunName broken -ReferenceName before
        $shown = @(
            $comparison | Out-String -Width 120
            $comparison | Format-Table | Out-String -Width 120
            $comparison.Figures | Out-String -Width 120
            $comparison.Cases | Out-String -Width 120
        ) -join "`n"
        $shown | Should -Match 'NoEvidence'
        $shown | Should -Match 'crawl_002'
        ($shown -split "`n" | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'writes objects that survive JSON and CSV' {
        $comparison = Compare-EvalRun -RunName broken -ReferenceName before
        $json = $comparison | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        $json.Figures[0].Figure | Should -Be pass_rate
        $json.NoVerdict | Should -Be 1
        $rows = $comparison.Figures | ConvertTo-Csv | ConvertFrom-Csv
        $rows[0].CaseCount | Should -Be 17
        ($comparison.Cases | ConvertTo-Csv | ConvertFrom-Csv).CaseId | Should -Be crawl_002
    }
}

Describe 'Export-EvalBaseline' {
    It 'writes what later runs are held against' {
        $written = $before | Export-EvalBaseline -OutputPath approved/crawl.jsonl -PassThru
        $written.CaseCount, $written.Passed | Should -Be 18, 17
        (Compare-EvalRun -RunName after -ReferencePath approved/crawl.jsonl -Figure grade).Verdict | Should -Be NoChange
        Test-EvalGate 'regressions == 0' -RunName after -BaselinePath approved/crawl.jsonl -AllowSandbox | Should -BeTrue
        Test-EvalGate 'regressions == 0' -RunName broken -BaselinePath approved/crawl.jsonl -AllowSandbox | Should -BeFalse
    }

    It 'writes nothing with -WhatIf and without -PassThru' {
        Export-EvalBaseline -OutputPath nothing.jsonl -RunName before -WhatIf | Should -BeNullOrEmpty
        Test-Path -Path nothing.jsonl | Should -BeFalse
        Export-EvalBaseline -OutputPath something.jsonl -RunName before | Should -BeNullOrEmpty
        Test-Path -Path something.jsonl | Should -BeTrue
    }

    It 'refuses a run with a case that has no verdict' {
        { Export-EvalBaseline -OutputPath no.jsonl -RunName broken -ErrorAction Stop } |
            Should -Throw -ErrorId 'NoBaseline,RealtimeEvals.PowerShell.Commands.ExportEvalBaselineCommand'
    }

    It 'refuses a file that was edited, before a gate looks at anything' {
        Export-EvalBaseline -OutputPath edited.jsonl -RunName before
        (Get-Content -Path edited.jsonl -Raw).Replace('"outcome":"fail"', '"outcome":"pass"') | Set-Content -Path edited.jsonl -NoNewline
        { Assert-EvalGate 'regressions == 0' -RunName after -BaselinePath edited.jsonl -AllowSandbox } |
            Should -Throw -ErrorId 'InvalidInput,*'
    }
}

Describe 'Measure-EvalPower' {
    It 'takes the comparison of two runs from the pipeline' {
        $power = Compare-EvalRun -RunName after -ReferenceName before -Figure grade | Measure-EvalPower -Difference 0.1
        $power.CaseCount | Should -Be 18
        $power.CasesNeeded | Should -Be 155
    }

    It 'refuses a difference that cannot be' {
        { Measure-EvalPower -Difference 2 } | Should -Throw -ErrorId 'InvalidSetting,*'
    }
}
