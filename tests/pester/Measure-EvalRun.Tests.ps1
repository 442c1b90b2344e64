BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $env:OPENAI_API_KEY = $script:canary = 'sk-canary-19e7c44d60'

    # Two runs for all tests: one that was judged, and one that was not. Each test gets a copy.
    $script:held = @(Start-SimulatedConversation -Sandbox -RunName judged)
    Start-SimulatedConversation -Sandbox -RunName open -MaximumCount 2 -SkipJudge | Out-Null
    Invoke-CrawlEval -Sandbox -RunName crawl -MaximumCount 1 | Out-Null

    function Get-Json([string] $Path) {
        Get-Content -Path $Path -Raw | ConvertFrom-Json
    }

    function Get-Print([string] $Folder) {
        # The report says when it was written.
        Get-ChildItem -Path $Folder -Recurse -File -Exclude report.html |
            Sort-Object -Property FullName |
            ForEach-Object -Process { "$($_.FullName) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
    }
}

AfterAll {
    Remove-Item -Path Env:OPENAI_API_KEY -ErrorAction Ignore
    Pop-Location
}

Describe 'Measure-EvalRun' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Copy-Item -Path results/judged, results/open -Destination $folder -Recurse
        Push-Location -Path $folder
    }

    AfterEach {
        Pop-Location
    }

    Context 'without -Judge' {
        It 'gives the results of the run again, in its order' {
            $measured = Measure-EvalRun judged
            $measured | Should -BeOfType ([RealtimeEvals.Model.ConversationResult])
            $measured.ConversationNumber | Should -Be (1..7)
            $measured.RunPath | Sort-Object -Unique | Should -Be (Join-Path -Path $folder -ChildPath judged)
            foreach ($result in $held) {
                $again = $measured | Where-Object -Property ConversationId -EQ -Value $result.ConversationId
                $again.Outcome | Should -Be $result.Outcome
                $again.Rationale | Should -Be $result.Rationale
                $again.GoalReached | Should -Be $result.GoalReached
                $again.StartedAt | Should -Be $result.StartedAt
                $again.Turns.AssistantText | Should -Be $result.Turns.AssistantText
            }
        }

        It 'writes results.csv and summary.json anew after they were deleted' {
            $before = Get-Print judged
            Remove-Item -Path judged/results.csv, judged/summary.json
            Measure-EvalRun judged | Out-Null
            Get-Print judged | Should -Be $before
        }

        It 'asks nobody: there is neither a key nor a sandbox' {
            Remove-Item -Path Env:OPENAI_API_KEY
            try {
                @(Measure-EvalRun judged) | Should -HaveCount 7
            }
            finally {
                $env:OPENAI_API_KEY = $canary
            }
        }

        It 'leaves open what was not judged' {
            $measured = Measure-EvalRun open
            $measured.Outcome | Should -Be 'Inconclusive', 'Inconclusive'
            $measured.IsJudged | Should -Be $false, $false
        }
    }

    Context 'with -Judge' {
        It 'judges what was not judged' {
            $measured = Measure-EvalRun open -Judge -Sandbox
            $measured.Outcome | Should -Be 'Pass', 'Pass'
            $measured.GoalReached | Should -Be $true, $true
            $measured[0].Grades[0].ResolvedModel | Should -Be 'gpt-5.1-sandbox'
            $measured[0].Turns[0].Grades.GraderId | Should -Be 'tool_call', 'tool_call_args', 'brief_reply'
            (Get-Json open/run.json).settings.skip_judge | Should -BeFalse
            (Get-Json open/run.json).state | Should -Be 'completed'
            (Get-Json open/summary.json).run_outcome | Should -Be 'pass'
            (Get-Json open/conversations/refund.json).is_judged | Should -BeTrue
            (Import-Csv -Path open/results.csv | Where-Object -Property outcome -NE -Value '').outcome | Should -Be 'pass', 'pass'
        }

        It 'takes another judge and more samples, and says so in the run' {
            $measured = Measure-EvalRun open -Judge -Sandbox -JudgeModel gpt-5.2 -JudgeSampleCount 3
            $measured.Grades.JudgeModel | Should -Be 'gpt-5.2', 'gpt-5.2'
            $measured.Grades.Samples | Should -Be 3, 3
            (Get-Json open/run.json).settings.judge_model | Should -Be 'gpt-5.2'
            (Get-Json open/run.json).settings.judge_samples | Should -Be 3
        }

        It 'drops the grades of before, and a judge that fails is no grade' {
            $measured = Measure-EvalRun judged -Judge -Sandbox -SandboxFault 'judge:400@refund' -ErrorAction SilentlyContinue
            $failed = $measured | Where-Object -Property ConversationId -EQ -Value refund
            $failed.Outcome | Should -Be 'Error'
            $failed.FailureSource | Should -Be 'judge'
            $null -eq $failed.GoalReached | Should -BeTrue
            $failed.Grades[0].Status | Should -Be 'Error'
            ($measured | Where-Object -Property Outcome -EQ -Value Pass) | Should -HaveCount 5
            (Get-Json judged/summary.json).run_outcome | Should -Be 'error'

            (Measure-EvalRun judged -Judge -Sandbox | Where-Object -Property Outcome -NE -Value Pass).ConversationId |
                Should -Be 'change_of_mind'
        }

        It 'waits no longer for the judge than -TimeoutSec' {
            $measured = Measure-EvalRun open -Judge -Sandbox -SandboxFault judge:hang -TimeoutSec 1 -ErrorAction SilentlyContinue
            $measured.Outcome | Should -Be 'Error', 'Error'
            $measured.ErrorMessage | Should -Match 'within 1 s'
        }

        It '-WhatIf asks nothing and writes nothing' {
            $before = Get-Print .
            # An address where nobody listens: whatever is asked fails.
            Measure-EvalRun judged -Judge -Endpoint ws://127.0.0.1:9/v1/realtime -WhatIf | Should -BeNullOrEmpty
            Get-Print . | Should -Be $before
        }

        It 'reports progress and keeps it out of the output' {
            $shell = [PowerShell]::Create().AddScript(
                "Import-Module '$manifest'; Measure-EvalRun '$folder/judged' -Judge -Sandbox -Verbose -Debug")
            $output = $shell.Invoke()
            $progress = @($shell.Streams.Progress | Where-Object -Property Activity -EQ -Value 'judge judged')
            $shell.Dispose()
            $output | Should -HaveCount 7
            $output.ForEach({ $_.GetType().Name }) | Sort-Object -Unique | Should -Be 'ConversationResult'
            $progress[-1].RecordType | Should -Be 'Completed'
        }
    }

    Context 'the run' {
        It 'may be named by results, and is measured once' {
            $measured = Start-SimulatedConversation -Sandbox -MaximumCount 2 -SkipJudge -RunName talk | Measure-EvalRun -Judge -Sandbox
            $measured | Should -HaveCount 2
            $measured.Outcome | Should -Be 'Pass', 'Pass'
            @(Get-Content -Path results/talk/journal.jsonl | ConvertFrom-Json | Where-Object -Property is_judged) | Should -HaveCount 2
        }

        It 'may be named by turns too' {
            @(Start-SimulatedConversation -Sandbox -MaximumCount 1 -IncludeTurn | Measure-EvalRun) | Should -HaveCount 1
        }

        It 'may be named by results of a job' {
            $job = Start-Job -ScriptBlock {
                Import-Module $using:manifest
                Measure-EvalRun "$using:folder/judged"
            }
            $measured = $job | Wait-Job -Timeout 120 | Receive-Job | Measure-EvalRun
            $job | Remove-Job -Force
            $measured | Should -HaveCount 7
        }

        It 'may be named by <Name>' -ForEach @(
            @{ Name = 'a relative path'; Command = { Measure-EvalRun ./judged } }
            @{ Name = 'a path with a slash at its end'; Command = { Measure-EvalRun judged/ } }
            @{ Name = 'an absolute path'; Command = { Measure-EvalRun -RunPath (Join-Path -Path $folder -ChildPath judged) } }
            @{ Name = 'a literal path'; Command = { Measure-EvalRun -LiteralPath judged } }
            @{ Name = 'a string of the pipeline'; Command = { 'judged' | Measure-EvalRun } }
            @{ Name = 'Get-Item'; Command = { Get-Item -Path judged | Measure-EvalRun } }
            @{ Name = 'Get-ChildItem'; Command = { Get-ChildItem -Directory -Filter j* | Measure-EvalRun } }
            @{ Name = 'a property RunPath'; Command = { [pscustomobject]@{ RunPath = 'judged' } | Measure-EvalRun } }
            @{ Name = 'a property FullName'; Command = { [pscustomobject]@{ FullName = "$folder/judged" } | Measure-EvalRun } }
        ) {
            @(& $Command) | Should -HaveCount 7
        }

        It 'may be on a drive of PowerShell' {
            New-PSDrive -Name runs -PSProvider FileSystem -Root $folder | Out-Null
            try {
                @(Measure-EvalRun runs:/judged) | Should -HaveCount 7
            }
            finally {
                Remove-PSDrive -Name runs
            }
        }

        It 'may have brackets in its name' {
            Rename-Item -Path judged -NewName 'judged[1]'
            @(Measure-EvalRun 'judged[1]') | Should -HaveCount 7
            @(Get-ChildItem -Directory -Filter j* | Measure-EvalRun) | Should -HaveCount 7
        }

        It 'may be several runs, in the order in which they come' {
            ('open', 'judged', 'open/' | Measure-EvalRun).RunId | Get-Unique | Should -Be 'open', 'judged'
        }

        It 'that is not whole gives a warning' {
            $lines = @(Get-Content -Path judged/journal.jsonl)
            $ids = @(($lines | ConvertFrom-Json).conversation_id)
            $last = $ids | Select-Object -Unique | Select-Object -Last 1
            Set-Content -Path judged/journal.jsonl -Value $lines[0..($ids.IndexOf($last) - 1)]
            Undo-EndOfRun judged
            $measured = Measure-EvalRun judged -WarningVariable warnings -WarningAction SilentlyContinue
            $measured | Should -HaveCount 6
            "$warnings" | Should -Match '^6 of 7 conversations have been held'
            (Get-Json judged/summary.json).run_outcome | Should -Be 'inconclusive'
        }
    }
}

Describe 'Errors of Measure-EvalRun' {
    BeforeAll {
        New-Item -ItemType Directory -Path empty | Out-Null
        Set-Content -Path empty/photo.txt -Value 'not a run'
        New-Item -ItemType Directory -Path broken | Out-Null
        Set-Content -Path broken/run.json -Value 'not JSON'
    }

    It '<Id> for <Given>' -ForEach @(
        @{ Id = 'RunNotFound'; Given = @{ RunPath = 'empty' } }
        @{ Id = 'RunNotFound'; Given = @{ RunPath = 'broken' } }
        @{ Id = 'RunNotFound'; Given = @{ RunPath = 'missing' } }
        @{ Id = 'RunNotFound'; Given = @{ RunPath = 'results' } }
        @{ Id = 'RunNotFound'; Given = @{ RunPath = 'results/judged/run.json' } }
        @{ Id = 'NotAConversationRun'; Given = @{ RunPath = 'results/crawl'; Judge = $true; Sandbox = $true } }
        @{ Id = 'NotFileSystemPath'; Given = @{ RunPath = 'Env:PATH' } }
        @{ Id = 'PathNotFound'; Given = @{ RunPath = 'nodrive:/run' } }
        @{ Id = 'InvalidSetting'; Given = @{ RunPath = 'results/judged'; JudgeSampleCount = 2 } }
        @{ Id = 'InvalidSetting'; Given = @{ RunPath = 'results/judged'; JudgeSampleCount = -1 } }
        @{ Id = 'InvalidSetting'; Given = @{ RunPath = 'results/judged'; ThrottleLimit = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ RunPath = 'results/judged'; TimeoutSec = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ RunPath = 'results/judged'; Judge = $true; SandboxFault = 'judge:500' } }
        @{ Id = 'InvalidEndpoint'; Given = @{ RunPath = 'results/judged'; Judge = $true; Endpoint = 'ws://example.com' } }
    ) {
        $thrown = { Measure-EvalRun @Given } | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId | Should -Be "$Id,RealtimeEvals.PowerShell.Commands.MeasureEvalRunCommand"
        $thrown.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'leave the folder as it was' {
        Get-ChildItem -Path empty -Force -Name | Should -Be 'photo.txt'
        Get-ChildItem -Path broken -Force -Name | Should -Be 'run.json'
        'missing' | Should -Not -Exist
        (Get-Json results/crawl/run.json).harness | Should -Be 'crawl'
        (Get-Json results/judged/run.json).settings.judge_samples | Should -Be 1
    }

    It 'are the same for results of a crawl that are piped' {
        { Invoke-CrawlEval -Sandbox -MaximumCount 1 | Measure-EvalRun -Judge -Sandbox } | Should -Throw -ErrorId 'NotAConversationRun,*'
    }

    It 'ApiKeyMissing with -Judge, although the sandbox is at hand' {
        Remove-Item -Path Env:OPENAI_API_KEY
        try {
            { Measure-EvalRun results/judged -Judge } | Should -Throw -ErrorId 'ApiKeyMissing,*'
        }
        finally {
            $env:OPENAI_API_KEY = $canary
        }
    }

    It 'RunInUse while another holds the run' {
        $lock = [IO.File]::Open("$TestDrive/results/judged/run.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            { Measure-EvalRun results/judged } | Should -Throw -ErrorId 'RunInUse,*'
        }
        finally {
            $lock.Dispose()
        }
    }
}

Describe 'A key in the environment' {
    It 'appears in no file' {
        $files = Get-ChildItem -Path $TestDrive -Recurse -File -Force
        $files | Should -Not -BeNullOrEmpty
        $files | Select-String -SimpleMatch -Pattern $canary | Should -BeNullOrEmpty
    }
}
