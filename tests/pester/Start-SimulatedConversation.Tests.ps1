BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    $script:shipped = (Resolve-Path -Path "$PSScriptRoot/../../data/run").Path
    $script:savedRendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $PSDefaultParameterValues['Start-SimulatedConversation:Sandbox'] = $true
    Push-Location -Path $TestDrive
    $script:emitted = @(Start-SimulatedConversation -RunName whole -IncludeTurn)
    $script:results = @($emitted | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.ConversationResult] })
    $script:turns = @($emitted | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.TurnResult] })
    $script:missed = $results | Where-Object -Property ConversationId -EQ -Value change_of_mind

    function Get-Run([string] $Name) {
        Get-Content -Path "results/$Name/run.json" | ConvertFrom-Json
    }

    function Get-Width([string] $Text) {
        ($Text -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum
    }

    # The shipped simulations with something wrong in one of them.
    function Write-BadSimulation([string] $Folder, [string] $Old = '"tool_mocks"', [string] $New = '"tool_mock"') {
        New-Item -ItemType Directory -Path $Folder | Out-Null
        Copy-Item -Path "$shipped/*" -Destination $Folder
        (Get-Content -Path "$Folder/sim_refund.json" -Raw).Replace($Old, $New) | Set-Content -Path "$Folder/sim_refund.json"
    }
}

AfterAll {
    $PSDefaultParameterValues.Remove('Start-SimulatedConversation:Sandbox')
    $PSStyle.OutputRendering = $savedRendering
    Pop-Location
}

Describe 'Start-SimulatedConversation in a pipeline' {
    It 'misses exactly one goal on the sandbox' {
        # Written as users write it.
        $missed = Start-SimulatedConversation -Sandbox |
            Where-Object -FilterScript { -not $_.GoalReached } |
            Select-Object -Property SimulationId, EndReason, Rationale
        $missed.SimulationId | Should -Be 'change_of_mind'
        $missed.EndReason | Should -Be 'EndCall'
        $missed.Rationale | Should -Match '27 Quarry Lane'
    }

    It 'emits conversations alone unless turns are asked for' {
        $conversations = Start-SimulatedConversation -MaximumCount 2
        $conversations | Should -HaveCount 2
        $conversations | Should -BeOfType ([RealtimeEvals.Model.ConversationResult])
    }

    It '-IncludeTurn emits every turn before its conversation, in order' {
        $results | Should -HaveCount 7
        $turns | Should -HaveCount 24
        $emitted | Should -HaveCount 31
        foreach ($result in $results) {
            $own = @($emitted | Where-Object -Property ConversationId -EQ -Value $result.ConversationId)
            $own[-1] | Should -Be $result
            $own[0..($own.Count - 2)].TurnIndex | Should -Be (1..$result.TurnCount)
        }
    }

    It 'emits turns that say what their conversation says' {
        foreach ($turn in $turns) {
            $same = ($results | Where-Object -Property ConversationId -EQ -Value $turn.ConversationId).Turns[$turn.TurnIndex - 1]
            $same.UserText | Should -Be $turn.UserText
            $same.AssistantText | Should -Be $turn.AssistantText
            $same.StartedAt | Should -Be $turn.StartedAt
        }
    }

    It 'knows all about a conversation' {
        $missed.Outcome | Should -Be 'Fail'
        $missed.GoalReached | Should -BeFalse
        $missed.ExpectedToolsCalled | Should -BeTrue
        $missed.ExpectedArgumentsGiven | Should -BeFalse
        $missed.FinalStateReached | Should -BeFalse
        ($missed.FinalState | ConvertFrom-Json).orders.'LK-1004'.address | Should -Be '8 Heather Row, Elmbridge'
        $missed.ForbiddenToolsCalled | Should -BeNullOrEmpty
        $missed.CallerFindings | Should -BeNullOrEmpty
        $missed.LastLine | Should -Be 'END_CALL'
        $missed.Grades.GraderId | Should -Be 'goal_completion'
        $missed.Grades[0].Grade | Should -Be 0
        $missed.Turns[1].ToolCalls.Name | Should -Be 'update_shipping_address'
        $missed.Turns[1].ToolOutputs[0].IsError | Should -BeFalse
        $missed.Turns[1].Grades.GraderId | Should -Be 'tool_call', 'tool_call_args', 'brief_reply', 'correct_readback'
        $missed.IsJudged | Should -BeTrue
        $missed.CostUsd | Should -Be 0
    }

    It 'has no truth where none was asked for' {
        $refusal = $results | Where-Object -Property ConversationId -EQ -Value private_details
        $refusal.Outcome | Should -Be 'Pass'
        $null -eq $refusal.FinalStateReached | Should -BeTrue
        $null -eq $refusal.ExpectedToolsInOrder | Should -BeTrue
    }

    It 'names files that exist' {
        $paths =
            $missed.TranscriptPath,
            $missed.RecordPath,
            $missed.EventLogPath,
            $missed.Turns[0].UserAudioPath,
            $missed.Turns[0].AssistantAudioPath
        foreach ($path in $paths) {
            $path | Should -Exist
        }
        $missed.DataPath | Should -Be (Join-Path -Path $shipped -ChildPath sim_change_of_mind.json)
        Get-Content -Path $missed.TranscriptPath |
            Select-Object -First 1 |
            Should -Be 'TURN 1 USER: Hi, I need order LK-1004 sent somewhere else, please.'
        Get-ChildItem -Path results/whole -Name |
            Sort-Object |
            Should -Be 'audio', 'conversations', 'events', 'journal.jsonl', 'results.csv', 'run.json', 'summary.json'
    }

    It 'keeps the caller of a script apart from one that is a model' {
        $scripted = $results | Where-Object -Property ConversationId -EQ -Value scripted_two_orders
        $scripted.EndReason | Should -Be 'ScriptEnd'
        $scripted.SimulatorModel | Should -BeNullOrEmpty
        $missed.SimulatorModel | Should -Not -BeNullOrEmpty
    }

    It 'sorts by numbers as numbers' {
        ($results | Sort-Object -Property ConversationNumber).ConversationNumber | Should -Be (1..7)
        ($results | Sort-Object -Property TurnCount -Descending)[0].TurnCount | Should -Be 4
        ($turns | Sort-Object -Property ConversationId, TurnIndex)[0..2].TurnIndex | Should -Be 1, 2, 3
    }

    It 'groups by the end' {
        $groups = $results | Group-Object -Property EndReason -NoElement | Sort-Object -Property Name
        $groups.Name | Should -Be 'EndCall', 'ScriptEnd'
        $groups.ForEach('Count') | Should -Be 6, 1
    }

    It 'compares outcome and end without regard to case' {
        @($results | Where-Object -Property Outcome -EQ -Value pass) | Should -HaveCount 6
        @($results | Where-Object -Property EndReason -EQ -Value scriptend) | Should -HaveCount 1
    }

    It 'survives Export-Csv with one readable cell for each property' {
        $results | Export-Csv -Path all.csv
        $row = Import-Csv -Path all.csv | Where-Object -Property ConversationId -EQ -Value change_of_mind
        $row.Outcome | Should -Be 'Fail'
        $row.EndReason | Should -Be 'EndCall'
        $row.GoalReached | Should -Be 'False'
        $row.Tags | Should -Be 'address_change; self_correction; hard'
        $row.Turns | Should -Match 'change_of_mind turn 1: Hi, I need order LK-1004 sent somewhere else, please\. -> Of course\.'
        $row.Grades | Should -Be 'goal_completion: 0'
        $row.Usage | Should -Match '^in \d+ \(cached \d+\), out \d+$'
        $row.Settings | Should -Be 'gpt-realtime-2.1, caller gpt-realtime-2.1'
        $row.PSObject.Properties.Value | Should -Not -Match '(System|RealtimeEvals)\.\w'
    }

    It 'survives Export-Csv with its turns' {
        $turns | Export-Csv -Path turns.csv
        $row = Import-Csv -Path turns.csv | Where-Object -FilterScript { $_.ConversationId -eq 'change_of_mind' -and $_.TurnIndex -eq 2 }
        $row.ToolCalls | Should -Be 'update_shipping_address({"order_id":"LK-1004","new_address":"8 Heather Row, Elmbridge"})'
        $row.ToolOutputs | Should -Match '^update_shipping_address -> \{'
        $row.Segments | Should -Match '^1: Right\. .*; 2: All set: '
        $row.PSObject.Properties.Value | Should -Not -Match '(System|RealtimeEvals)\.\w'
    }

    It 'has property sets for rows of scalars' {
        ($results[0] | Select-Object -Property Row).PSObject.Properties.Name | Should -Be @(
            'RunId', 'ConversationId', 'Outcome', 'EndReason', 'TurnCount', 'GoalReached', 'Rationale', 'ExpectedToolsCalled',
            'ExpectedToolsInOrder', 'ExpectedArgumentsGiven', 'FinalStateReached', 'CostUsd', 'FailureSource', 'FailureStage',
            'ErrorMessage')
        ($turns[0] | Select-Object -Property Row).PSObject.Properties.Name | Should -Be @(
            'RunId', 'ConversationId', 'TurnIndex', 'UserText', 'AssistantText', 'ExpectedToolCall', 'ExpectedArguments',
            'PredictedToolCall', 'PredictedArguments', 'LatencyFirstAudioMs', 'EndOfSpeechToFirstAudioMs', 'ToolResultToFirstAudioMs',
            'FailureStage', 'ErrorMessage')
    }

    It 'survives ConvertTo-Json whole, with turns, calls and grades' {
        $json = $missed | ConvertTo-Json -Depth 5 -EnumsAsStrings -WarningVariable warnings | ConvertFrom-Json
        $warnings | Should -BeNullOrEmpty
        $json.EndReason | Should -Be 'EndCall'
        $json.Turns | Should -HaveCount 4
        $json.Turns[1].ToolCalls[0].Name | Should -Be 'update_shipping_address'
        $json.Turns[1].Segments[0].CallIds[0] | Should -Be $json.Turns[1].ToolCalls[0].CallId
        $json.Grades[0].Status | Should -Be 'Graded'
        $json.Turns[1].Grades[2].Usage.InputTokens | Should -BeGreaterThan 0
    }

    It 'reads as one line' {
        "$($results | Where-Object -Property ConversationId -EQ -Value refund)" | Should -Be 'refund: Pass'
        "$missed" | Should -Match '^change_of_mind: Fail, not called with these arguments: update_shipping_address'
        "$($missed.Turns[0])" | Should -Be (
            'change_of_mind turn 1: Hi, I need order LK-1004 sent somewhere else, please. -> ' +
            'Of course. What is the new address for order LK-1004?')
    }

    It 'records the sandbox as provider' {
        $results.Provider | Sort-Object -Unique | Should -Be 'sandbox'
        (Get-Run whole).provider | Should -Be 'sandbox'
        (Get-Run whole).harness | Should -Be 'run'
    }
}

Describe 'Views of conversations' {
    It 'are a table that fits 120 columns, grouped by run' {
        $table = $results | Out-String -Width 120
        Get-Width $table | Should -BeLessOrEqual 120
        $table | Should -Match '(?m)^Conversation +Outcome +End +Turns Goal +Rationale *\r?$'
        $table | Should -Match '(?m)^ *Run: whole\r?$'
        $table | Should -Match '(?m)^change_of_mind +Fail +EndCall +4 False not called with these arguments: '
    }

    It 'are a table of turns that fits 120 columns' {
        $table = $turns | Out-String -Width 120
        Get-Width $table | Should -BeLessOrEqual 120
        $table | Should -Match '(?m)^Conversation +Turn User +Assistant +Tools *\r?$'
        $table | Should -Match '(?m)^change_of_mind +2 To 8 Heather Row.* update_shipping_address *\r?$'
        [regex]::Matches($table, '(?m)^tool_fails_once +1 ').Count | Should -Be 1
    }

    It 'are one table where turns and conversations are mixed' {
        $table = $emitted | Out-String -Width 120
        Get-Width $table | Should -BeLessOrEqual 120
        [regex]::Matches($table, '(?m)^Conversation ').Count | Should -Be 1
        [regex]::Matches($table, '(?m)^\S+ +all (Pass|Fail), (EndCall|ScriptEnd) ').Count | Should -Be 7
        [regex]::Matches($table, '(?m)^\S+ +\d ').Count | Should -Be 24
    }

    It 'are lists with all that matters' {
        $list = $missed | Format-List | Out-String -Width 120
        Get-Width $list | Should -BeLessOrEqual 120
        $list | Should -Match '(?m)^EndReason +: EndCall\r?$'
        $list | Should -Match '(?m)^TranscriptPath +: (?s:.*?)change_of_mind\.txt\r?$'
        $list = $missed.Turns[1] | Format-List | Out-String -Width 120
        Get-Width $list | Should -BeLessOrEqual 120
        $list | Should -Match '(?m)^ToolOutputs +: \{update_shipping_address -> '
    }

    It 'say of a turn that it failed' {
        $fault = 'error@order_status/assistant#2'
        $failed = Start-SimulatedConversation -MaximumCount 1 -IncludeTurn -SandboxFault $fault -ErrorAction SilentlyContinue
        $failed | Out-String -Width 120 | Should -Match '(?m)^order_status +2 Yes, it is LK-1001\. +failed: response_error'
    }
}

Describe 'Start-SimulatedConversation in a job' {
    BeforeAll {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            $paths = @{ ResultsPath = "$using:TestDrive/job"; SpeechCachePath = "$using:TestDrive/.speech" }
            Start-SimulatedConversation -Sandbox @paths -RunName job
        }
        $script:received = @($job | Wait-Job -Timeout 120 | Receive-Job)
        $job | Remove-Job -Force
        $script:back = $received | Where-Object -Property ConversationId -EQ -Value change_of_mind
    }

    It 'keeps type name and figures' {
        $received | Should -HaveCount 7
        $received[0].PSObject.TypeNames[0] | Should -Be 'Deserialized.RealtimeEvals.Model.ConversationResult'
        ($received | Measure-Object -Property TurnCount -Sum).Sum | Should -Be 24
    }

    It 'keeps turns, calls, segments and grades' {
        $back.Turns | Should -HaveCount 4
        $back.Turns[1].UserText | Should -Match '8 Heather Row'
        $back.Turns[1].ToolCalls[0].Name | Should -Be 'update_shipping_address'
        $back.Turns[1].Segments[0].CallIds[0] | Should -Be $back.Turns[1].ToolCalls[0].CallId
        $back.Turns[1].Grades[2].Usage.InputTokens | Should -BeGreaterThan 0
        $back.Grades[0].GraderId | Should -Be 'goal_completion'
        $back.Grades[0].Rationale | Should -Match 'Sandbox judge'
    }

    It 'can be filtered and grouped as before' {
        ($received | Where-Object -Property Outcome -NE -Value Pass).ConversationId | Should -Be 'change_of_mind'
        ($received | Where-Object -FilterScript { -not $_.GoalReached }).ConversationId | Should -Be 'change_of_mind'
        @($received | Where-Object -Property EndReason -EQ -Value endcall) | Should -HaveCount 6
        ($received | Group-Object -Property EndReason -NoElement | Sort-Object -Property Name).Name | Should -Be 'EndCall', 'ScriptEnd'
        ($back.Grades | Where-Object -Property Status -EQ -Value Graded).GraderId | Should -Be 'goal_completion'
    }

    It 'keeps its views' {
        $received | Out-String -Width 120 | Should -Match '(?m)^change_of_mind +Fail +EndCall +4 False '
        $back.Turns | Out-String -Width 120 | Should -Match '(?m)^change_of_mind +2 .* update_shipping_address *\r?$'
    }
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

    It '-Resume holds again only what failed' {
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

        $second = Start-SimulatedConversation -MaximumCount 3 -RunName night -Resume
        $second.Outcome | Should -Be 'Pass', 'Pass', 'Pass'
        foreach ($id in 'order_status', 'address_change') {
            $again = $second | Where-Object -Property ConversationId -EQ -Value $id
            $again.StartedAt | Should -Be ($first | Where-Object -Property ConversationId -EQ -Value $id).StartedAt
        }
        (Get-Run night).resumed | Should -Be 1
        (Get-Content -Path results/night/summary.json | ConvertFrom-Json).run_outcome | Should -Be 'pass'
    }

    It '-Resume only judges what was held before and not judged' {
        $first = Start-SimulatedConversation -MaximumCount 1 -RunName night -SandboxFault judge:400 -ErrorAction SilentlyContinue
        $first.FailureSource | Should -Be 'judge'
        $first.EndReason | Should -Be 'EndCall'
        $second = Start-SimulatedConversation -MaximumCount 1 -RunName night -Resume
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

Describe 'Bad data for Start-SimulatedConversation' {
    BeforeAll {
        Write-BadSimulation bad
        $both = 'bad/simulations.csv', "$shipped/simulations.csv"
        $script:good = @(Start-SimulatedConversation $both -MaximumCount 1 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $script:problem = $problems[0]
    }

    It 'is one error that does not keep the next file from running' {
        $problems | Should -HaveCount 1
        $good | Should -HaveCount 1
    }

    It 'does not keep the next file of the pipeline from running' {
        $files = 'bad/simulations.csv', "$shipped/simulations.csv"
        @($files | Start-SimulatedConversation -MaximumCount 1 -ErrorAction SilentlyContinue) | Should -HaveCount 1
    }

    It 'names the file and the path into its JSON' {
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidInput,RealtimeEvals.PowerShell.Commands.StartSimulatedConversationCommand'
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$problem" | Should -Match ([regex]::Escape("$(Join-Path -Path $TestDrive -ChildPath bad/sim_refund.json), $.tool_mock: "))
    }

    It 'names row and column of an index' {
        Set-Content -Path index.csv -Value @(
            'simulation_id,simulation_path,enabled,max_turns_override'
            'a,none.json,true,0'
            'refund,bad/sim_refund.json,maybe,x'
        )
        Start-SimulatedConversation index.csv -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        "$($problems[0])" | Should -Match 'index\.csv, row 2, simulation_path: ''none\.json'''
        "$($problems[0])" | Should -Match 'index\.csv, row 3, enabled: ''maybe'''
        "$($problems[0])" | Should -Match 'index\.csv, row 3, max_turns_override: ''x'''
    }

    It 'is no caller who is not told how to end the call; that is a warning' {
        $parrot = @{ MaximumCount = 1; SimulatorSystemPrompt = 'You are a parrot.' }
        $result = Start-SimulatedConversation @parrot -WarningVariable warnings -WarningAction SilentlyContinue
        $result | Should -HaveCount 1
        @($warnings -like "The caller's instructions do not tell it to say END_CALL; *") | Should -HaveCount 1
    }

    It 'ends the pipeline when the user wants it to' {
        { 'bad/simulations.csv' | Start-SimulatedConversation -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidInput,*'
    }

    It 'makes no run folder' {
        Start-SimulatedConversation bad/simulations.csv -RunName refused -ErrorAction SilentlyContinue
        'results/refused' | Should -Not -Exist
    }
}

Describe 'Errors of Start-SimulatedConversation that end the pipeline' {
    It '<Id> for <Given>' -ForEach @(
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 2 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 27 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeModel = '' } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = 1.01 } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = -0.1 } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = [double]::NaN } }
        @{ Id = 'InvalidSetting'; Given = @{ MaximumTurn = 1001 } }
        @{ Id = 'InvalidSetting'; Given = @{ MaximumTurn = -1 } }
        @{ Id = 'InvalidSetting'; Given = @{ TrialCount = 101 } }
        @{ Id = 'InvalidSetting'; Given = @{ ToolRoundLimit = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ TotalTimeoutSec = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ ThrottleLimit = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ SampleRate = 7999 } }
        @{ Id = 'InvalidSetting'; Given = @{ Resume = $true } }
        @{ Id = 'ApiKeyMissing'; Given = @{ Endpoint = 'wss://example.com' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'judge:maybe' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'judge#2' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'error#0' } }
        @{ Id = 'EndpointUnavailable'; Given = @{ AssistantModel = 'nobody' } }
        @{ Id = 'EndpointUnavailable'; Given = @{ SimulatorModel = 'nobody' } }
        @{ Id = 'RunExists'; Given = @{ RunName = 'whole' } }
        @{ Id = 'ResumeMismatch'; Given = @{ RunName = 'whole'; Resume = $true; MaximumTurn = 3 } }
        @{ Id = 'PathNotFound'; Given = @{ Path = 'missing.csv' } }
        @{ Id = 'NotFileSystemPath'; Given = @{ Path = 'Env:PATH' } }
    ) {
        $thrown = { Start-SimulatedConversation @Given } | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId | Should -Be "$Id,RealtimeEvals.PowerShell.Commands.StartSimulatedConversationCommand"
        $thrown.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'ConnectionError', 'AuthenticationError'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'InvalidSetting names all that is wrong' {
        $thrown = { Start-SimulatedConversation -JudgeSampleCount 2 -InvalidCallerLimit 2 -TrialCount -1 } |
            Should -Throw -ErrorId 'InvalidSetting,*' -PassThru
        "$thrown" | Should -Match 'judge samples is 2'
        "$thrown" | Should -Match 'invalid callers is 2'
        "$thrown" | Should -Match 'trials is -1'
    }

    It 'ApiKeyMissing without a key, although the sandbox is at hand' {
        { Start-SimulatedConversation -Sandbox:$false } | Should -Throw -ErrorId 'ApiKeyMissing,*'
    }

    It 'CaseFailed when the user wants it to' {
        $strict = @{ MaximumCount = 2; RunName = 'strict'; ThrottleLimit = 1; SandboxFault = 'drop:5@order_status/assistant#1' }
        { Start-SimulatedConversation @strict -ErrorAction Stop } | Should -Throw -ErrorId 'CaseFailed,*'
        (Get-Run strict).state | Should -Be 'cancelled'
    }
}

Describe 'Paths of Start-SimulatedConversation' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Copy-Item -Path $shipped -Destination data -Recurse
        # One conversation is enough to see where it goes.
        Set-Content -Path data/one.csv -Value 'simulation_id,simulation_path', 'order_status,sim_order_status.json'
        $script:before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
    }

    AfterEach {
        [Environment]::CurrentDirectory = $before
        Pop-Location
    }

    It 'start at the current location, not at the folder of the process' {
        $paths = @{ ResultsPath = 'out'; SystemPromptPath = './data/system_prompt.txt'; ToolsPath = 'data/tools.json' }
        $result = Start-SimulatedConversation ./data/one.csv -RunName relative @paths
        $result.Outcome | Should -Be 'Pass'
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/relative)
        $result.DataPath | Should -Be (Join-Path -Path $folder -ChildPath data/sim_order_status.json)
    }

    It 'may be on a drive of PowerShell' {
        New-PSDrive -Name calls -PSProvider FileSystem -Root $folder | Out-Null
        try {
            $paths = @{
                Path = 'calls:/data/one.csv'
                ResultsPath = 'calls:/out'
                SystemPromptPath = 'calls:/data/system_prompt.txt'
            }
            $result = Start-SimulatedConversation @paths -RunName drive
        }
        finally {
            Remove-PSDrive -Name calls
        }
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/drive)
    }

    It 'may be literal, or files of Get-ChildItem, brackets and all' {
        Copy-Item -Path data/one.csv -Destination 'data/one[1].csv'
        (Start-SimulatedConversation -LiteralPath 'data/one[1].csv').ConversationId | Should -Be 'order_status'
        @(Get-ChildItem -Path data/one* | Start-SimulatedConversation).RunId | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'keep the speech of written callers in the named folder' {
        Set-Content -Path data/written.csv -Value 'simulation_id,simulation_path', 'scripted_two_orders,sim_scripted_two_orders.json'
        (Start-SimulatedConversation data/written.csv -SpeechCachePath voice).EndReason | Should -Be 'ScriptEnd'
        @(Get-ChildItem -Path voice -Recurse -Filter *.wav) | Should -HaveCount 3
    }
}

Describe 'Aliases of Start-SimulatedConversation' {
    It '<Alias> is <Parameter>' -ForEach @(
        @{ Alias = 'DataCsv'; Parameter = 'Path' }
        @{ Alias = 'ResultsDir'; Parameter = 'ResultsPath' }
        @{ Alias = 'Model'; Parameter = 'AssistantModel' }
        @{ Alias = 'SystemPromptFile'; Parameter = 'SystemPromptPath' }
        @{ Alias = 'AssistantSystemPromptFile'; Parameter = 'SystemPromptPath' }
        @{ Alias = 'ToolsFile'; Parameter = 'ToolsPath' }
        @{ Alias = 'AssistantToolsFile'; Parameter = 'ToolsPath' }
        @{ Alias = 'MaxTurns'; Parameter = 'MaximumTurn' }
        @{ Alias = 'MaxExamples'; Parameter = 'MaximumCount' }
        @{ Alias = 'Trials'; Parameter = 'TrialCount' }
        @{ Alias = 'ChunkMs'; Parameter = 'ChunkMilliseconds' }
        @{ Alias = 'SampleRateHz'; Parameter = 'SampleRate' }
        @{ Alias = 'TtsModel'; Parameter = 'SpeechModel' }
    ) {
        (Get-Command -Name Start-SimulatedConversation).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }

    It 'takes them all at once' {
        $aliases = @{
            DataCsv = "$shipped/simulations.csv"
            ResultsDir = 'aliases'
            RunName = 'all'
            Model = 'gpt-realtime-2.1-mini'
            MaxTurns = 2
            MaxExamples = 1
            Trials = 1
            ChunkMs = 40
            SampleRateHz = 24000
            ToolsFile = "$shipped/tools.json"
            SystemPromptFile = "$shipped/system_prompt.txt"
            TtsModel = 'tts-1'
        }
        $result = Start-SimulatedConversation @aliases
        $result.Settings.AssistantModel | Should -Be 'gpt-realtime-2.1-mini'
        $result.Settings.SimulatorModel | Should -Be 'gpt-realtime-2.1'
        $result.Settings.MaxTurns | Should -Be 2
        $settings = (Get-Content -Path aliases/all/run.json | ConvertFrom-Json).settings
        $settings.assistant_model_default | Should -Be 'gpt-realtime-2.1-mini'
        $settings.max_turns | Should -Be 2
        $settings.max_examples | Should -Be 1
        $settings.chunk_ms | Should -Be 40
        $settings.speech_model | Should -Be 'tts-1'
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

Describe 'The key of Start-SimulatedConversation and Measure-EvalRun' {
    BeforeAll {
        $script:canary = 'sk-canary-83b1f60c2d'
        $script:key = [securestring]::new()
        $canary.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }

        # A sandbox that wants this key, which Start-RealtimeSandbox cannot make; the assembly is there once a sandbox has been.
        $assembly = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies |
            Where-Object -FilterScript { $_.GetName().Name -eq 'RealtimeEvals.Sandbox' }
        $options = [Activator]::CreateInstance($assembly.GetType('RealtimeEvals.Sandbox.SandboxOptions'))
        $options.GetType().GetProperty('RequiredKey').SetValue($options, [RealtimeEvals.Realtime.ApiKey]::From($canary))
        $script:server = $assembly.GetType('RealtimeEvals.Sandbox.SandboxServer')::Start($options, [TimeProvider]::System)
        $script:common = @{ Sandbox = $false; Endpoint = $server.Endpoint; MaximumCount = 1; ResultsPath = "$TestDrive/keys" }
    }

    AfterAll {
        $server.DisposeAsync().AsTask().Wait()
        Remove-Item -Path Env:OPENAI_API_KEY -ErrorAction Ignore
    }

    It 'of -ApiKey opens the service and appears nowhere' {
        $Error.Clear()
        $text = Start-SimulatedConversation @common -ApiKey $key -RunName given -Verbose -Debug *>&1 | Format-List -Property * | Out-String
        $text | Should -Match 'Outcome +: Pass'
        $text += Measure-EvalRun "$TestDrive/keys/given" -Judge -Endpoint $server.Endpoint -ApiKey $key -Verbose -Debug *>&1 |
            Format-List -Property * |
            Out-String
        { Start-SimulatedConversation @common -ApiKey $key -Model nobody } | Should -Throw -ErrorId 'EndpointUnavailable,*'
        $text += $Error | Format-List -Property * -Force | Out-String
        $text | Should -Not -Match $canary
    }

    It 'of the environment opens the service' {
        $env:OPENAI_API_KEY = $canary
        (Start-SimulatedConversation @common -RunName environment).Outcome | Should -Be 'Pass'
        (Measure-EvalRun "$TestDrive/keys/environment" -Judge -Endpoint $server.Endpoint).Outcome | Should -Be 'Pass'
        (Start-SimulatedConversation -MaximumCount 1 -RunName both -ResultsPath "$TestDrive/keys").Outcome | Should -Be 'Pass'
    }

    It 'appears in no file' {
        $files = Get-ChildItem -Path $TestDrive -Recurse -File -Force
        $files | Should -Not -BeNullOrEmpty
        $files | Select-String -SimpleMatch -Pattern $canary | Should -BeNullOrEmpty
    }
}
