BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    $script:before = $PSStyle.OutputRendering
    $script:sgr = "`e\[[0-9;]*m"
    $script:made = {
        $outcomes = 'Pass', 'Fail', 'Error', 'Inconclusive', 'Skipped'
        foreach ($outcome in $outcomes) {
            [RealtimeEvals.Model.CrawlResult]@{ RunId = 'r'; CaseId = "case_$outcome"; Outcome = $outcome; UserText = 'x' * 90 }
            [RealtimeEvals.Model.WalkResult]@{ RunId = 'r'; CaseId = "case_$outcome"; Outcome = $outcome; Condition = 'clean' }
            [RealtimeEvals.Model.RefusalResult]@{ RunId = 'r'; CaseId = "case_$outcome"; Outcome = $outcome; Prompt = 'y' * 90 }
            [RealtimeEvals.Model.ConversationResult]@{
                RunId = 'r'
                SimulationId = 's'
                ConversationId = "talk_$outcome"
                Outcome = $outcome
                Rationale = 'z' * 90
            }
            [RealtimeEvals.Runs.EvalRunSummary]@{ RunId = "run_$outcome"; Harness = 'crawl'; Outcome = $outcome; Passed = 17; Planned = 18 }
        }
    }

    # What a script prints in a terminal of that kind.
    function Get-Screen([hashtable] $Environment, [string] $Show = '$result') {
        $file = New-Item -Path "$TestDrive/shown-$([guid]::NewGuid()).ps1" -Value (
            "Import-Module '$manifest'`n" +
            "`$result = [RealtimeEvals.Model.CrawlResult]@{ RunId = 'r'; CaseId = 'a'; Outcome = 'Fail' }`n$Show")
        $names = @('NO_COLOR', 'TERM').ForEach({ "-u $_" }) + $Environment.Keys.ForEach({ "$_=$($Environment[$_])" })
        script -qec "env $($names -join ' ') pwsh -NoProfile -NonInteractive -File '$file'" /dev/null | Out-String
    }
}

AfterAll {
    $PSStyle.OutputRendering = $before
}

Describe 'The colour of <Outcome>' -ForEach @(
    @{ Outcome = 'Pass'; Code = { $PSStyle.Foreground.Green } }
    @{ Outcome = 'Fail'; Code = { $PSStyle.Formatting.Error } }
    @{ Outcome = 'Error'; Code = { $PSStyle.Foreground.Yellow } }
    @{ Outcome = 'Inconclusive'; Code = { $PSStyle.Dim } }
    @{ Outcome = 'Skipped'; Code = { $PSStyle.Dim } }
) {
    It 'is that of the session, in tables, lists and wide views' {
        $PSStyle.OutputRendering = 'Ansi'
        $mark = [regex]::Escape("$(& $Code)$Outcome$($PSStyle.Reset)")
        foreach ($result in & $made | Where-Object -Property Outcome -EQ -Value $Outcome) {
            $result | Format-Table | Out-String -Width 120 | Should -Match $mark -Because $result.GetType().Name
            $result | Format-List | Out-String -Width 120 | Should -Match $mark -Because $result.GetType().Name
            $result | Format-Wide | Out-String -Width 120 | Should -Match (
                [regex]::Escape((& $Code)) + "\w+ $Outcome" + [regex]::Escape($PSStyle.Reset)) -Because $result.GetType().Name
        }
    }

    It 'is kept by results of a job' {
        $PSStyle.OutputRendering = 'Ansi'
        $xml = "$TestDrive/$Outcome.xml"
        & $made | Where-Object -Property Outcome -EQ -Value $Outcome | Export-Clixml -Path $xml
        foreach ($result in Import-Clixml -Path $xml) {
            $result | Format-Table | Out-String -Width 120 | Should -Match ([regex]::Escape("$(& $Code)$Outcome"))
        }
    }
}

Describe 'Columns' {
    It 'stand in the same places with colours and without, at <_> columns' -ForEach 60, 80, 120, 200 {
        $shown = foreach ($rendering in 'Ansi', 'PlainText') {
            $PSStyle.OutputRendering = $rendering
            $all = & $made
            foreach ($group in $all | Group-Object -Property { $_.GetType().Name }) {
                foreach ($format in 'Format-Table', 'Format-List', 'Format-Wide') { $group.Group | & $format | Out-String -Width $_ }
            }
        }
        $half = $shown.Count / 2
        $half | Should -Be 15
        for ($at = 0; $at -lt $half; $at++) {
            $shown[$at] -replace $sgr | Should -BeExactly $shown[$at + $half]
            $shown[$at] | Should -Match $sgr
        }
    }
}

Describe 'A terminal' {
    It 'shows colours' -Skip:(-not $IsLinux) {
        Get-Screen @{ TERM = 'xterm-256color' } | Should -Match "$($sgr)Fail"
    }

    It 'shows none with <Name>=<Value>' -Skip:(-not $IsLinux) -ForEach @(
        @{ Name = 'NO_COLOR'; Value = '1' }
        @{ Name = 'TERM'; Value = 'dumb' }
    ) {
        $environment = @{ TERM = 'xterm-256color' }
        $environment[$Name] = $Value
        $said = Get-Screen $environment
        $said | Should -Match 'Fail'
        $said | Should -Not -Match $sgr
    }

    It 'is not meant where the output goes elsewhere' -Skip:(-not $IsLinux) {
        $place = "$TestDrive/elsewhere"
        Get-Screen @{ TERM = 'xterm-256color' } -Show (
            "`$result > '$place-1.txt'; `$result | Out-File -Path '$place-2.txt'; `$result | tee '$place-3.txt' | Out-Null") | Out-Null
        foreach ($number in 1..3) {
            $said = Get-Content -Path "$place-$number.txt" -Raw
            $said | Should -Match 'Fail'
            $said | Should -Not -Match "`e"
        }
    }
}

Describe 'The view of a summary' {
    It 'has a bar, the pass rate with its interval, and percentiles' {
        $PSStyle.OutputRendering = 'PlainText'
        $summary = [RealtimeEvals.Runs.EvalRunSummary]@{
            RunId = 'nightly'
            Harness = 'refusal-smoke'
            State = 'Completed'
            Outcome = 'Fail'
            Passed = 17
            Planned = 18
            LatencyFirstAudioMsP50 = 812.4
            LatencyFirstAudioMsP95 = 1320.6
            Model = 'gpt-realtime'
        }
        $summary | Format-Table | Out-String -Width 80 |
            Should -Match '(?m)^nightly +Fail +█████████░ 94\.4 % \[74, 99\] n=18 +812 / 1321 *$'
        $summary | Format-Table | Out-String -Width 120 | Should -Match '812 / 1321 Completed +refusal-smoke gpt-realtime'
        $summary | Format-List | Out-String -Width 80 |
            Should -Match '(?m)^PassRate +: █████████░ 94\.4 % \[74, 99\] n=18\r?$'
    }

    It 'shows a run without cases' {
        $PSStyle.OutputRendering = 'PlainText'
        $summary = [RealtimeEvals.Runs.EvalRunSummary]@{ RunId = 'nothing'; Harness = 'crawl' }
        $summary | Format-Table | Out-String -Width 80 | Should -Match '(?m)^nothing +Inconclusive +n=0 *$'
    }
}

Describe 'Format-Custom' {
    It 'shows a conversation as its turns' {
        $PSStyle.OutputRendering = 'PlainText'
        $talk = Start-SimulatedConversation -Sandbox -ResultsPath "$TestDrive/results" -MaximumCount 1
        $lines = ($talk | Format-Custom | Out-String -Width 400).Trim() -split '\r?\n'
        $lines[0] | Should -Be "$($talk.ConversationId) $($talk.Outcome), $($talk.EndReason)"
        $said = foreach ($turn in $talk.Turns) {
            "caller       $($turn.UserText)"
            if ($turn.AssistantText) { "agent        $($turn.AssistantText)" }
            if ($turn.ToolCalls.Count) { "tools        $($turn.ToolCalls.Name -join ', ')" }
        }
        $lines[1..$said.Count].Trim() | Should -Be $said
    }
}

Describe 'Plain values' {
    It 'are what grids take' {
        $PSStyle.OutputRendering = 'Ansi'
        foreach ($result in & $made) {
            $names = $result.PSStandardMembers.DefaultDisplayPropertySet.ReferencedPropertyNames
            $names | Should -Not -BeNullOrEmpty
            $lines = ($result | Format-Table -Property $names | Out-String -Width 200).Trim() -split '\r?\n'
            $lines[-1] | Should -Match $result.Outcome
            $lines[-1] | Should -Not -Match $sgr
        }
    }
}
