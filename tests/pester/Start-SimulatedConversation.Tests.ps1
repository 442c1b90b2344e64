BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-ConversationTest.ps1"
    $script:emitted = @(Start-SimulatedConversation -RunName whole -IncludeTurn)
    $script:results = @($emitted | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.ConversationResult] })
    $script:turns = @($emitted | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.TurnResult] })
    $script:missed = $results | Where-Object -Property ConversationId -EQ -Value change_of_mind

    function Get-Width([string] $Text) {
        ($Text -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum
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
            Should -Be @(
                'audio', 'conversations', 'events', 'evidence.json', 'journal.jsonl', 'report.html',
                'results.csv', 'run.json', 'summary.json'
            )
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
