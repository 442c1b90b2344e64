BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    1..2 | ForEach-Object -Process {
        Invoke-CrawlEval -Sandbox -SkipPlot -MaximumCount 4 -RunName nightly -Shard "$_/2" | Out-Null
    }

    function Get-Json([string] $Path) {
        Get-Content -Path $Path -Raw | ConvertFrom-Json
    }
}

AfterAll {
    Pop-Location
}

Describe 'Merge-EvalRun' {
    AfterEach {
        Remove-Item -Path results/nightly, results/other, elsewhere -Recurse -ErrorAction Ignore
    }

    It 'makes one run of all shards of a name' {
        $merged = Merge-EvalRun -RunName nightly -SkipPlot
        $merged | Should -BeOfType ([RealtimeEvals.Runs.EvalRunSummary])
        $merged.RunId | Should -Be nightly
        $merged.State | Should -Be Completed
        $merged.Planned | Should -Be 4
        (Import-Csv -Path results/nightly/results.csv).example_id | Should -Be (1..4).ForEach({ "crawl_00$_" })
        (Get-Json results/nightly/run.json).merged_from.shard | Should -Be '1/2', '2/2'
    }

    It 'takes folders by path with wildcards, and names the run after them' {
        (Merge-EvalRun results/nightly.shard* -SkipPlot).RunId | Should -Be nightly
    }

    It 'takes folders from the pipeline' {
        $merged = Get-ChildItem -Path results -Filter nightly.shard* | Merge-EvalRun -RunName other -ResultsPath elsewhere -SkipPlot
        $merged.RunPath | Should -Be (Join-Path -Path $TestDrive -ChildPath elsewhere/other)
    }

    It 'takes runs of the store from the pipeline' {
        $runs = Get-EvalRun | Where-Object -Property RunPath -Like "$TestDrive*nightly.shard*"
        ($runs | Merge-EvalRun -SkipPlot).Planned | Should -Be 4
    }

    It 'lists the merged run, and a gate takes it' {
        Merge-EvalRun -RunName nightly -SkipPlot | Out-Null
        Get-EvalRun | Where-Object -Property RunPath -EQ -Value (Join-Path -Path $TestDrive -ChildPath results/nightly) |
            Should -HaveCount 1
        $gate = Measure-EvalGate 'pass_rate >= 0.9' -RunName nightly -AllowSandbox -AllowPartialData
        "$($gate.Verdict)" | Should -Be Passed
    }

    It 'writes nothing with -WhatIf' {
        Merge-EvalRun -RunName nightly -WhatIf | Should -BeNullOrEmpty
        'results/nightly' | Should -Not -Exist
    }

    It 'ends in the error <Id> when <What>' -ForEach @(
        @{ Id = 'ShardsDoNotFit'; What = 'a shard is missing'; Arguments = @{ Path = 'results/nightly.shard1of2' } }
        @{ Id = 'InvalidSetting'; What = 'nothing is named'; Arguments = @{} }
        @{ Id = 'RunNotFound'; What = 'there is no shard of the name'; Arguments = @{ RunName = 'none' } }
        @{ Id = 'InvalidSetting'; What = 'the name is that of a shard'; Arguments = @{ RunName = 'nightly.shard1of2';
            Path = 'results/nightly.shard*' } }
        @{ Id = 'PathNotFound'; What = 'nothing is at the path'; Arguments = @{ Path = 'results/none' } }
    ) {
        $before = (Get-ChildItem -Path results).Name
        $problem = try { Merge-EvalRun @Arguments } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        (Get-ChildItem -Path results).Name | Should -Be $before
    }

    It 'ends in an error when nothing comes down the pipeline' {
        $problem = try { Get-ChildItem -Path results -Filter none* | Merge-EvalRun -RunName nightly } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'InvalidSetting,*'
    }

    It 'replaces a run only with -Force' {
        Merge-EvalRun -RunName nightly -SkipPlot | Out-Null
        $problem = try { Merge-EvalRun -RunName nightly } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'RunExists,*'
        (Merge-EvalRun -RunName nightly -Force -SkipPlot).Planned | Should -Be 4
    }
}
