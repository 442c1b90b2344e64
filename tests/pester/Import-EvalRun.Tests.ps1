BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:before = $env:REALTIME_EVALS_STORE
    $env:REALTIME_EVALS_STORE = Join-Path -Path $TestDrive -ChildPath 'runs.sqlite'
    $script:given = "$PSScriptRoot/../RealtimeEvals.Tests/Harness/Imports/Given"
    Push-Location -Path $TestDrive
}

AfterAll {
    Pop-Location
    $env:REALTIME_EVALS_STORE = $before
}

Describe 'Import-EvalRun' {
    It 'makes runs of tables and logs, which are listed and read like others' {
        $runs = Import-EvalRun "$given/crawl.csv", "$given/log.jsonl"
        "$($runs.Name) $($runs.Harness) $($runs.Provider)" | Should -Be 'crawl 2403171200ABCD crawl run imported imported'
        (Get-EvalRun crawl).Passed | Should -Be 1
        (Get-EvalRun crawl | Get-EvalResult -Outcome Error).CaseId | Should -Be 'cs_003'
        (Get-EvalResult -RunName 2403171200ABCD).Turns[0].UserText | Should -Be 'Capital of France?'
        Test-EvalRunIntegrity -RunName crawl -Quiet | Should -BeTrue
        Test-EvalGate -RunName crawl -Rule 'pass_rate >= 0' -AllowSandbox -AllowPartialData | Should -BeFalse
    }

    It 'finds folders with results among others, and takes a name and -WhatIf' {
        New-Item -ItemType Directory -Path old/night, old/empty > $null
        Copy-Item -Path "$given/run.csv" -Destination old/night/results.csv
        Import-EvalRun old -WhatIf
        'results/night' | Should -Not -Exist
        (Import-EvalRun old).Name | Should -Be 'night'
        (Get-Item -Path "$given/items.jsonl" | Import-EvalRun -RunName hosted).Failed | Should -Be 1
        { Import-EvalRun "$given/items.jsonl" -RunName night } | Should -Throw -ErrorId 'RunExists,*'
        (Import-EvalRun "$given/items.jsonl" -RunName night -Force).Harness | Should -Be 'run'
    }

    It 'names what is wrong and writes nothing' {
        (Get-Content -Path "$given/crawl.csv" -Raw).Replace('812.5', 'fast').Replace(',failed,', ',maybe,') | Set-Content -Path bad.csv
        { Import-EvalRun bad.csv -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidInput,*' -ExpectedMessage '*latency_first_audio_ms*status*'
        'results/bad' | Should -Not -Exist
        { Import-EvalRun "$given/../../../../../README.md" -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound,*'
    }

    It 'does not take a run of ours that lost its run.json' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName lost > $null
        Remove-Item -Path results/lost/run.json
        { Import-EvalRun results/lost -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound,*'
    }
}
