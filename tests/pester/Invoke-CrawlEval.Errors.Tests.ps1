BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    Copy-Item -Path "$PSScriptRoot/../../data/crawl/customer_calls.csv" -Destination good.csv
    Set-Content -Path bad.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg', 'one,"Hello there.",hang_up,', 'two,,,'
    Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName taken | Out-Null
    New-Item -ItemType Directory -Path results/holiday | Out-Null
    $script:key = [securestring]::new()
    'sk-any'.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }
    Set-Content -Path results/holiday/photo.txt -Value 'not a run'
}

AfterAll {
    Pop-Location
}

Describe 'Bad data' {
    BeforeAll {
        $script:results = @(
            'bad.csv', 'good.csv' |
                Invoke-CrawlEval -Sandbox -MaximumCount 2 -ErrorAction SilentlyContinue -ErrorVariable problems
        )
        $script:problem = $problems[0]
    }

    It 'is one error that does not end the pipeline' {
        $problems.Count | Should -Be 1
        $results.Count | Should -Be 2
    }

    It 'has an id, a category and a recommended action' {
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidInput,RealtimeEvals.PowerShell.Commands.InvokeCrawlEvalCommand'
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $problem.TargetObject | Should -Be (Join-Path -Path $PWD -ChildPath bad.csv)
    }

    It 'names file, row and column of every problem' {
        "$problem" | Should -Match 'bad\.csv, row 2, gt_tool_call: ''hang_up'''
        "$problem" | Should -Match 'bad\.csv, row 3, user_text: blank'
    }

    It 'does not keep the other files of an array from running' {
        $results = @(Invoke-CrawlEval -Path bad.csv, good.csv -Sandbox -MaximumCount 2 -ErrorAction SilentlyContinue)
        $results.Count | Should -Be 2
    }

    It 'does not keep the other files of a wildcard from running' {
        $results = @(Invoke-CrawlEval -Path *.csv -Sandbox -MaximumCount 2 -ErrorAction SilentlyContinue)
        $results.Count | Should -Be 2
    }

    It 'ends the pipeline when the user wants it to' {
        { 'bad.csv', 'good.csv' | Invoke-CrawlEval -Sandbox -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidInput,*'
    }

    It 'makes no run folder' {
        Invoke-CrawlEval -Path bad.csv -Sandbox -RunName refused -ErrorAction SilentlyContinue
        'results/refused' | Should -Not -Exist
    }
}

Describe 'Errors that end the pipeline' {
    It '<Id> from <Command>' -ForEach @(
        @{ Id = 'ApiKeyMissing'; Category = 'AuthenticationError'; Command = { Invoke-CrawlEval } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -ChunkMilliseconds 0 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -SampleRate 7999 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -MaximumCount -1 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -ThrottleLimit 257 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -TimeoutSec 0 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -TotalTimeoutSec ([double]::NaN) } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -RetryTimeoutSec -1 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -RunName ../elsewhere } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -Resume } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -RunName taken -Resume -Force } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -Endpoint wss://example.com } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -ApiKey $key } }
        @{
            Id = 'InvalidSetting'
            Category = 'InvalidArgument'
            Command = { Invoke-CrawlEval -SandboxFault empty -Endpoint ws://127.0.0.1:9 }
        }
        @{
            Id = 'InvalidSetting'
            Category = 'InvalidArgument'
            Command = { Invoke-CrawlEval -Path good.csv, good.csv -Sandbox -RunName both }
        }
        @{ Id = 'RunExists'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -RunName taken } }
        @{ Id = 'NotARunFolder'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -RunName holiday -Force } }
        @{
            Id = 'ResumeMismatch'
            Category = 'InvalidArgument'
            Command = { Invoke-CrawlEval -Sandbox -RunName taken -Resume -Voice cedar }
        }
        @{ Id = 'ResultsNotWritable'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -ResultsPath good.csv/results } }
        @{ Id = 'InvalidSandboxFault'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Sandbox -SandboxFault earthquake } }
        @{ Id = 'InvalidSandboxFault'; Category = 'InvalidArgument'; Command = { Start-RealtimeSandbox -Fault drop:never } }
        @{ Id = 'InvalidEndpoint'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Endpoint ws://example.com/v1/realtime } }
        @{ Id = 'InvalidEndpoint'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Endpoint ftp://example.com } }
        @{ Id = 'InvalidEndpoint'; Category = 'InvalidArgument'; Command = { Invoke-CrawlEval -Endpoint realtime } }
        @{
            Id = 'EndpointUnavailable'
            Category = 'ConnectionError'
            Command = { Invoke-CrawlEval -Endpoint ws://127.0.0.1:9/v1/realtime -RetryTimeoutSec 0 -WarningAction SilentlyContinue }
        }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-CrawlEval -Sandbox -SandboxFault handshake:401 } }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-CrawlEval -Sandbox -Voice nobody } }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-CrawlEval -Sandbox -SampleRate 16000 } }
    ) {
        $thrown = $Command | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId | Should -BeLike "$Id,RealtimeEvals.PowerShell.Commands.*Command"
        $thrown.CategoryInfo.Category | Should -Be $Category
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'EndpointUnavailable after -TimeoutSec when the handshake is never answered' {
        { Invoke-CrawlEval -Sandbox -SandboxFault hang -TimeoutSec 1 -RetryTimeoutSec 0 } |
            Should -Throw -ErrorId 'EndpointUnavailable,*' -ExpectedMessage '*within 1 s.*'
    }

    It 'InvalidInput, once, for a table that is separated by semicolons' {
        Set-Content -Path semicolons.csv -Value 'example_id;user_text;gt_tool_call;gt_tool_call_arg', 'a;Hello;;'
        Invoke-CrawlEval semicolons.csv -Sandbox -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        "$($problems[0])" | Should -Match "columns separated by ';'"
    }

    It 'RunInUse while another holds the run' {
        $held = [IO.File]::Open("$TestDrive/results/taken/run.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            { Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName taken -Resume } | Should -Throw -ErrorId 'RunInUse,*'
        }
        finally {
            $held.Dispose()
        }
    }

    It 'EvidenceNotWritten when the journal cannot be written' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName blocked | Out-Null
        Undo-EndOfRun results/blocked
        Remove-Item -Path results/blocked/journal.jsonl
        New-Item -ItemType Directory -Path results/blocked/journal.jsonl | Out-Null
        $thrown = { Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName blocked -Resume } |
            Should -Throw -ErrorId 'EvidenceNotWritten,*' -PassThru
        $thrown.CategoryInfo.Category | Should -Be 'WriteError'
    }

    It 'EndpointUnavailable leaves a run that says failed' {
        { Invoke-CrawlEval -Sandbox -SandboxFault handshake:401 -RunName unreachable } | Should -Throw
        $run = Get-Content -Path results/unreachable/run.json | ConvertFrom-Json
        $run.state | Should -Be 'failed'
        $run.finished | Should -Be 0
        $run.error | Should -Not -BeNullOrEmpty
    }
}

Describe 'Arguments that cannot be' {
    BeforeAll {
        $script:broken = [securestring]::new()
        "sk-`nX".ToCharArray() | ForEach-Object -Process { $broken.AppendChar($_) }
    }

    It '<Name> is an error with a category, not an exception that escaped' -ForEach @(
        @{ Name = 'a run name that is null'; Command = { Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName $null } }
        @{ Name = 'a fault that is null'; Command = { Invoke-CrawlEval -Sandbox -MaximumCount 1 -SandboxFault $null } }
        @{ Name = 'a fault of Start-RealtimeSandbox that is null'; Command = { Start-RealtimeSandbox -Fault $null } }
        @{ Name = 'a results folder with a zero character'; Command = { Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "a`0b" } }
        @{
            Name = 'a key with a line break'
            Command = { Invoke-CrawlEval -Endpoint ws://127.0.0.1:9 -ApiKey $broken -RetryTimeoutSec 0 -WarningAction SilentlyContinue }
        }
    ) {
        $thrown = $Command | Should -Throw -PassThru
        $thrown.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $thrown.FullyQualifiedErrorId | Should -Not -Match '^System\.'
    }
}

Describe 'A case that fails' {
    BeforeAll {
        $faulty = @{ MaximumCount = 3; RunName = 'faulty'; SandboxFault = 'drop:5@crawl_002' }
        $script:results = @(Invoke-CrawlEval -Sandbox @faulty -ErrorAction SilentlyContinue -ErrorVariable problems)
        $script:problem = $problems[0]
    }

    It 'is a result with the outcome Error' {
        $results.Count | Should -Be 3
        $failed = $results | Where-Object -Property CaseId -EQ -Value crawl_002
        $failed.Outcome | Should -Be 'Error'
        $failed.FailureStage | Should -Be 'response_missing_done'
        $failed.Grade | Should -Be 0
    }

    It 'is an error of its own too' {
        $problems.Count | Should -Be 1
        $problem.FullyQualifiedErrorId | Should -BeLike 'CaseFailed,*'
        $problem.CategoryInfo.Category | Should -Be 'ConnectionError'
        $problem.TargetObject | Should -Be 'crawl_002'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'resume the run ''faulty'''
    }

    It 'is counted apart and keeps the pass rate over all planned cases' {
        $summary = Get-Content -Path results/faulty/summary.json | ConvertFrom-Json
        $summary.errored | Should -Be 1
        $summary.passed | Should -Be 2
        $summary.pass_rate | Should -Be (2 / 3)
    }

    It 'ends the run when the user wants it to' {
        { Invoke-CrawlEval -Sandbox -MaximumCount 3 -RunName strict -SandboxFault drop:5@crawl_001 -ErrorAction Stop } |
            Should -Throw -ErrorId 'CaseFailed,*'
        (Get-Content -Path results/strict/run.json | ConvertFrom-Json).state | Should -Be 'cancelled'
    }
}
