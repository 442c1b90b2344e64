BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-ConversationTest.ps1"
}

AfterAll {
    $PSDefaultParameterValues.Remove('Start-SimulatedConversation:Sandbox')
    $PSStyle.OutputRendering = $savedRendering
    Pop-Location
}

Describe 'Streams of Start-SimulatedConversation' {
    It 'are kept out of the output' {
        $shell = [PowerShell]::Create().AddScript(
            "Import-Module '$manifest'; Start-SimulatedConversation -Sandbox -MaximumCount 3 -Verbose -Debug " +
            "-ResultsPath '$TestDrive/streams' -SpeechCachePath '$TestDrive/.speech' " +
            "-SandboxFault 'handshake:429x1@refund/simulator'")
        $output = $shell.Invoke()
        $progress = @($shell.Streams.Progress | Where-Object -Property Activity -Like -Value 'run *')
        $verbose = @($shell.Streams.Verbose.Message)
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
        $output | Should -HaveCount 3
        $output |
            ForEach-Object -Process { $_.GetType().FullName } |
            Sort-Object -Unique |
            Should -Be 'RealtimeEvals.Model.ConversationResult'
        $progress[0].StatusDescription | Should -Match '^\d of 3'
        $progress[-1].RecordType | Should -Be 'Completed'
        @($verbose -match '^refund \(simulator\): .*Trying again in ') | Should -HaveCount 1
    }

    It 'are not the console' {
        $code = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$manifest'; " +
            "`$null = Start-SimulatedConversation -Sandbox -ResultsPath '$TestDrive/quiet' -RunName quiet " +
            "-SpeechCachePath '$TestDrive/.speech'; " +
            "`$null = Measure-EvalRun '$TestDrive/quiet/quiet' -Judge -Sandbox"
        & pwsh -NoProfile -NonInteractive -Command $code 2>&1 | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'Runs of Start-SimulatedConversation' {
    BeforeEach {
        Push-Location -Path (New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())))
    }

    AfterEach {
        Pop-Location
    }

    It '-WhatIf emits the plan, spends nothing and writes nothing' {
        # No sandbox and an address where nobody listens: whatever is sent fails.
        $nobody = @{ Sandbox = $false; Endpoint = 'ws://127.0.0.1:9/v1/realtime' }
        $plan = Start-SimulatedConversation @nobody -RunName release -MaximumCount 5 -TrialCount 2 -WhatIf
        $plan | Should -BeOfType ([RealtimeEvals.Model.RunPlan])
        $plan.Harness | Should -Be 'run'
        $plan.RunId | Should -Be 'release'
        $plan.RunPath | Should -Be (Join-Path -Path $PWD -ChildPath results/release)
        $plan.DataPath | Should -Be (Join-Path -Path $shipped -ChildPath simulations.csv)
        $plan.Planned | Should -Be 10
        $plan.Model | Should -Be 'gpt-realtime-2.1'
        Get-ChildItem -Path . -Force | Should -BeNullOrEmpty
    }

    It '-WhatIf still checks every simulation' {
        Write-BadSimulation data
        Start-SimulatedConversation data/simulations.csv -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems |
            Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
    }

    It '-RetryError holds again only what failed' {
        $faulty = @{ MaximumCount = 3; RunName = 'night'; SandboxFault = 'error@refund/assistant#2' }
        $first = Start-SimulatedConversation @faulty -ErrorAction SilentlyContinue -ErrorVariable problems
        $failed = $first | Where-Object -Property Outcome -EQ -Value Error
        $failed.ConversationId | Should -Be 'refund'
        $failed.EndReason | Should -Be 'Failed'
        $failed.FailureSource | Should -Be 'assistant'
        $failed.FailureStage | Should -Be 'response_error'
        $null -eq $failed.GoalReached | Should -BeTrue
        $failed.TurnCount | Should -Be 1
        $failed.Turns[1].FailureStage | Should -Be 'response_error'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CaseFailed,*'
        $problems[0].TargetObject | Should -Be 'refund'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'resume the run ''night'''

        $second = Start-SimulatedConversation -MaximumCount 3 -RunName night -Resume -RetryError
        $second.Outcome | Should -Be 'Pass', 'Pass', 'Pass'
        foreach ($id in 'order_status', 'address_change') {
            $again = $second | Where-Object -Property ConversationId -EQ -Value $id
            $again.StartedAt | Should -Be ($first | Where-Object -Property ConversationId -EQ -Value $id).StartedAt
        }
        (Get-Run night).resumed | Should -Be 1
        (Get-Content -Path results/night/summary.json | ConvertFrom-Json).run_outcome | Should -Be 'pass'
    }

    It '-RetryError only judges what was held before and not judged' {
        $first = Start-SimulatedConversation -MaximumCount 1 -RunName night -SandboxFault judge:400 -ErrorAction SilentlyContinue
        $first.FailureSource | Should -Be 'judge'
        $first.EndReason | Should -Be 'EndCall'
        $second = Start-SimulatedConversation -MaximumCount 1 -RunName night -Resume -RetryError
        $second.Outcome | Should -Be 'Pass'
        $second.StartedAt | Should -Be $first.StartedAt
    }

    It '-SkipJudge leaves what needs the judge open' {
        $open = Start-SimulatedConversation -SkipJudge -SandboxFault judge:400
        $groups = $open | Group-Object -Property Outcome -NoElement | Sort-Object -Property Name
        $groups.Name | Should -Be 'Fail', 'Inconclusive'
        $groups.ForEach('Count') | Should -Be 1, 6
        $open.IsJudged | Sort-Object -Unique | Should -BeFalse
        ($open | Where-Object -Property Outcome -EQ -Value Inconclusive).Rationale | Sort-Object -Unique | Should -Be 'not judged yet'
    }

    It 'says what ended a conversation: <Reason>' -ForEach @(
        @{ Reason = 'MaxTurns'; Outcome = 'Fail'; Given = @{ MaximumTurn = 1 } }
        @{
            Reason = 'InvalidCaller'
            Outcome = 'Inconclusive'
            Given = @{ SandboxFault = 'empty@order_status/simulator#2'; InvalidCallerLimit = 1 }
        }
        @{ Reason = 'AgentSilent'; Outcome = 'Inconclusive'; Given = @{ SandboxFault = 'empty@order_status/assistant#2' } }
    ) {
        $result = Start-SimulatedConversation -MaximumCount 1 @Given -WarningVariable warnings
        $result.EndReason | Should -Be $Reason
        $result.Outcome | Should -Be $Outcome
        $warnings | Should -BeNullOrEmpty
    }

    It 'warns when too many callers break a rule' {
        $faulty = @{ MaximumCount = 1; SandboxFault = 'empty@order_status/simulator#2'; RunName = 'callers' }
        $result = Start-SimulatedConversation @faulty -WarningVariable warnings -WarningAction SilentlyContinue
        $result.CallerFindings[0].Fault | Should -Be 'EmptyLine'
        $result.CallerFindings[0].TurnIndex | Should -Be 2
        "$warnings" | Should -Match 'In 1 of 1 conversations the caller broke a rule'
        (Get-Content -Path results/callers/summary.json | ConvertFrom-Json).run_outcome | Should -Be 'inconclusive'
    }

    It '-TrialCount holds each conversation so often' {
        $trials = Start-SimulatedConversation -MaximumCount 1 -TrialCount 3 -RunName trials
        $trials.ConversationId | Sort-Object | Should -Be 'order_status.trial1', 'order_status.trial2', 'order_status.trial3'
        $trials.SimulationId | Sort-Object -Unique | Should -Be 'order_status'
        $trials.Trial | Sort-Object | Should -Be 1, 2, 3
        (Get-Content -Path results/trials/summary.json | ConvertFrom-Json).'pass^3' | Should -Be 1
    }

    It '-JudgeSampleCount asks so often for each grade' {
        $result = Start-SimulatedConversation -MaximumCount 1 -JudgeSampleCount 3 -JudgeModel gpt-5.2
        $result.Grades[0].Samples | Should -Be 3
        $result.Grades[0].Agreement | Should -Be 1
        $result.Grades[0].JudgeModel | Should -Be 'gpt-5.2'
    }

    It '-Force replaces a run' {
        Start-SimulatedConversation -MaximumCount 2 -RunName again | Out-Null
        { Start-SimulatedConversation -MaximumCount 1 -RunName again } | Should -Throw -ErrorId 'RunExists,*'
        Start-SimulatedConversation -MaximumCount 1 -RunName again -Force | Out-Null
        (Get-Run again).planned | Should -Be 1
    }
}

Describe 'A run of conversations that is stopped' {
    BeforeAll {
        $script:slow = "Import-Module '$manifest'; Start-SimulatedConversation -Sandbox -SandboxFault stall:600000@address_change " +
            '-TimeoutSec 7200 -TotalTimeoutSec 7200 -ThrottleLimit 1 -MaximumCount 4 -RunName stopped ' +
            "-ResultsPath '$TestDrive/{0}' -SpeechCachePath '$TestDrive/.speech'"

        function Wait-File([string] $Path) {
            $limit = [DateTime]::UtcNow.AddMinutes(2)
            while (-not (Test-Path -Path $Path)) {
                if ([DateTime]::UtcNow -gt $limit) { throw "No '$Path' within 2 minutes." }
                Start-Sleep -Milliseconds 50
            }
        }

        function Assert-Kept([string] $Folder) {
            (Get-Content -Path "$TestDrive/$Folder/stopped/run.json" | ConvertFrom-Json).state | Should -Be 'cancelled'
            $rows = Import-Csv -Path "$TestDrive/$Folder/stopped/results.csv" | Where-Object -Property outcome -NE -Value ''
            $rows.conversation_id | Should -Be 'order_status', 'refund'
            $rows.outcome | Should -Be 'pass', 'pass'
            (Get-Content -Path "$TestDrive/$Folder/stopped/summary.json" | ConvertFrom-Json).run_outcome | Should -Be 'inconclusive'
        }
    }

    It 'keeps what was finished when the pipeline is stopped, and can be resumed' {
        $shell = [PowerShell]::Create().AddScript($slow -f 'shell')
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        try {
            $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output) | Out-Null
            Wait-File "$TestDrive/shell/stopped/conversations/refund.json"
            Wait-File "$TestDrive/shell/stopped/events/address_change.jsonl"
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }
        $output.ForEach('ConversationId') | Should -Be 'order_status', 'refund'
        Assert-Kept shell
        $stopped = @{ RunName = 'stopped'; ResultsPath = "$TestDrive/shell"; Resume = $true }
        $resumed = Start-SimulatedConversation -MaximumCount 4 -TimeoutSec 7200 -TotalTimeoutSec 7200 @stopped
        $resumed.Outcome | Should -Be 'Pass', 'Pass', 'Pass', 'Pass'
        ($resumed | Where-Object -Property ConversationId -EQ -Value refund).StartedAt | Should -Be $output[1].StartedAt
    }

    It 'keeps what was finished on Ctrl+C' {
        if (-not $IsLinux) {
            Set-ItResult -Skipped -Because 'CTRL+C WAS NOT TESTED: a signal can be sent to another process on Linux only'
            return
        }

        # A shell without job control starts what is in its background deaf to SIGINT, and every child inherits that; env gives it back.
        $start = [Diagnostics.ProcessStartInfo]::new('env')
        $arguments = '--default-signal=INT', 'pwsh', '-NoProfile', '-NonInteractive', '-Command', ($slow -f 'signal')
        foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            Wait-File "$TestDrive/signal/stopped/events/address_change.jsonl"
            & kill -INT $process.Id
            $process.WaitForExit([TimeSpan]::FromMinutes(5)) | Should -BeTrue
        }
        finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
        Assert-Kept signal
    }

    It 'ends when the next command wants no more' {
        $few = Start-SimulatedConversation -ThrottleLimit 1 -RunName few | Select-Object -First 2
        $few | Should -HaveCount 2
        (Get-Run few).state | Should -Be 'cancelled'
        $journal = Get-Content -Path results/few/journal.jsonl | ConvertFrom-Json
        $few.ConversationId | Should -BeIn $journal.conversation_id
    }
}
