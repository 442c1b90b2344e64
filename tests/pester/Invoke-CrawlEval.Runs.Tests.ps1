BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"

    function Get-Run([string] $Name) {
        Get-Content -Path "results/$Name/run.json" | ConvertFrom-Json
    }
}

Describe 'Runs of Invoke-CrawlEval' {
    BeforeEach {
        Push-Location -Path (New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
    }

    It 'writes the files of a run' {
        Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName two | Out-Null
        (Get-ChildItem -Path results/two -Name | Sort-Object) |
            Should -Be 'audio', 'events', 'evidence.json', 'journal.jsonl', 'report.html', 'results.csv', 'run.json', 'summary.json'
        (Get-ChildItem -Path results/two/audio/crawl_001 -Name | Sort-Object) | Should -Be 'input.wav', 'output.wav'
        (Get-Run two).state | Should -Be 'completed'
        (Import-Csv -Path results/two/results.csv).example_id | Should -Be 'crawl_001', 'crawl_002'
    }

    It 'names the files of a case in its result' {
        $result = Invoke-CrawlEval -Sandbox -MaximumCount 1
        $result.EventLogPath | Should -Exist
        $result.InputAudioPath | Should -Exist
        $result.DataPath | Should -Exist
        $result.OutputAudioPath | Should -Exist
    }

    It '-WhatIf emits a plan and writes nothing' {
        $plan = Invoke-CrawlEval -Sandbox -MaximumCount 5 -RunName release -WhatIf
        $plan | Should -BeOfType ([RealtimeEvals.Model.RunPlan])
        $plan.Harness | Should -Be 'crawl'
        $plan.RunId | Should -Be 'release'
        $plan.RunPath | Should -Be (Join-Path -Path $PWD -ChildPath results/release)
        $plan.DataPath | Should -Exist
        $plan.Planned | Should -Be 5
        $plan.Model | Should -Be 'gpt-realtime-2.1'
        $plan.Voice | Should -Be 'marin'
        $plan.Provider | Should -Be 'sandbox'
        Get-ChildItem -Path . -Force | Should -BeNullOrEmpty
    }

    It '-WhatIf leaves a run alone that -Force would replace' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName kept | Out-Null
        $before = Get-FileHash -Path results/kept/*.* | Select-Object -Property Hash, Path
        Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName kept -Force -WhatIf | Out-Null
        $after = Get-FileHash -Path results/kept/*.* | Select-Object -Property Hash, Path
        Compare-Object -ReferenceObject $before -DifferenceObject $after -Property Hash, Path | Should -BeNullOrEmpty
    }

    It '-WhatIf still checks the data' {
        Set-Content -Path bad.csv -Value 'example_id'
        Invoke-CrawlEval -Path bad.csv -Sandbox -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
    }

    It '-Force replaces a run, its old files included' {
        Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName again | Out-Null
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName again -Force | Out-Null
        (Get-Run again).planned | Should -Be 1
        Get-ChildItem -Path results/again/audio -Name | Should -Be 'crawl_001'
    }

    It '-Resume keeps errors, and -RetryError tries only them again' {
        Invoke-CrawlEval -Sandbox -MaximumCount 4 -RunName night -SandboxFault drop:5@crawl_003 -ErrorAction SilentlyContinue | Out-Null
        @(Get-Content -Path results/night/journal.jsonl).Count | Should -Be 4
        $kept = Invoke-CrawlEval -Sandbox -MaximumCount 4 -RunName night -Resume -ErrorAction SilentlyContinue
        ($kept | Where-Object -Property Outcome -EQ -Value Error).CaseId | Should -Be 'crawl_003'
        $results = Invoke-CrawlEval -Sandbox -MaximumCount 4 -RunName night -Resume -RetryError
        ($results | Where-Object -Property Attempts -EQ -Value 2).CaseId | Should -Be 'crawl_003'
        $results.Count | Should -Be 4
        $results.Outcome | Should -Not -Contain 'Error'
        @(Get-Content -Path results/night/journal.jsonl).Count | Should -Be 5
        $run = Get-Run night
        $run.state | Should -Be 'completed'
        $run.resumed | Should -Be 2
        (Import-Csv -Path results/night/results.csv).outcome | Should -Be 'pass', 'pass', 'pass', 'pass'
    }

    It '-Resume of a run that is whole runs nothing and emits all results' {
        $first = Invoke-CrawlEval -Sandbox -MaximumCount 3 -RunName done | Sort-Object -Property CaseNumber
        $second = Invoke-CrawlEval -Sandbox -MaximumCount 3 -RunName done -Resume | Sort-Object -Property CaseNumber
        $second.StartedAt | Should -Be $first.StartedAt
        @(Get-Content -Path results/done/journal.jsonl).Count | Should -Be 3
    }

    It '-Resume of a run that is not there is an error' {
        { Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName fresh -Resume } | Should -Throw -ErrorId 'RunNotFound,*'
        'results/fresh' | Should -Not -Exist
    }

    It 'runs without a name never collide' {
        $ids = 1..3 | ForEach-Object -Process { (Invoke-CrawlEval -Sandbox -MaximumCount 1).RunId }
        $ids | Sort-Object -Unique | Should -HaveCount 3
        $ids | Should -Match '^\d{8}_\d{6}(_\d+)?$'
    }

    It 'G.711 in both directions passes' {
        $result = Invoke-CrawlEval -Sandbox -MaximumCount 1 -InputAudioFormat g711_ulaw -OutputAudioFormat g711_alaw
        $result.Outcome | Should -Be 'Pass'
    }
}
