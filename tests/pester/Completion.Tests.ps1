BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"

    function Complete([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
    }
}

Describe 'Completion' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Invoke-CrawlEval -Model '; Expected = 'gpt-realtime-2.1' }
        @{ Line = 'Invoke-CrawlEval -Model gpt-realtime-2'; Expected = 'gpt-realtime-2.1-mini' }
        @{ Line = 'Invoke-CrawlEval -Model GPT-REALTIME-2.1-m'; Expected = 'gpt-realtime-2.1-mini' }
        @{ Line = 'Invoke-CrawlEval -SpeechModel '; Expected = 'gpt-4o-mini-tts' }
        @{ Line = 'Invoke-CrawlEval -TtsModel tts'; Expected = 'tts-1-hd' }
        @{ Line = 'Invoke-CrawlEval -Voice ma'; Expected = 'marin' }
        @{ Line = "Invoke-CrawlEval -Voice 'ma"; Expected = 'marin' }
        @{ Line = 'Invoke-CrawlEval -Sandbox -SandboxFault no'; Expected = 'no-done' }
        @{ Line = 'Invoke-CrawlEval -Sandbox -SandboxFault drop:5,hand'; Expected = 'handshake' }
        @{ Line = 'Start-RealtimeSandbox -Fault late'; Expected = 'late-audio' }
        @{ Line = 'Invoke-CrawlEval -InputAudioFormat g711_u'; Expected = 'g711_ulaw' }
        @{ Line = 'Invoke-CrawlEval -AuthenticationScheme B'; Expected = 'Bearer' }
        @{ Line = 'Invoke-CrawlEval -SpeechSource R'; Expected = 'Realtime' }
        @{ Line = 'Invoke-WalkReplay -Model '; Expected = 'gpt-realtime-2.1' }
        @{ Line = 'Invoke-WalkReplay -Voice ma'; Expected = 'marin' }
        @{ Line = 'Invoke-WalkReplay -InputAudioFormat g711_a'; Expected = 'g711_alaw' }
        @{ Line = 'Invoke-WalkReplay -TurnDetection S'; Expected = 'SemanticVad' }
        @{ Line = 'Start-SimulatedConversation -AssistantModel '; Expected = 'gpt-realtime-2.1' }
        @{ Line = 'Start-SimulatedConversation -Model gpt-realtime-2.1-'; Expected = 'gpt-realtime-2.1-mini' }
        @{ Line = 'Start-SimulatedConversation -SimulatorModel '; Expected = 'gpt-realtime-2.1' }
        @{ Line = 'Start-SimulatedConversation -JudgeModel '; Expected = 'gpt-5.1' }
        @{ Line = 'Start-SimulatedConversation -TranscriptionModel '; Expected = 'whisper-1' }
        @{ Line = 'Start-SimulatedConversation -SpeechModel tts'; Expected = 'tts-1-hd' }
        @{ Line = 'Start-SimulatedConversation -InputAudioFormat g711_u'; Expected = 'g711_ulaw' }
        @{ Line = 'Start-SimulatedConversation -Sandbox -SandboxFault ju'; Expected = 'judge' }
        @{ Line = 'Start-SimulatedConversation -Sandbox -SandboxFault tr'; Expected = 'transcribe' }
        @{ Line = 'Measure-EvalRun results -JudgeModel gpt-5'; Expected = 'gpt-5.2' }
        @{ Line = 'Measure-EvalRun results -TranscriptionModel w'; Expected = 'whisper-1' }
        @{ Line = 'New-WalkAudio -SpeechModel '; Expected = 'gpt-4o-mini-tts' }
        @{ Line = 'New-WalkAudio -Voice al'; Expected = 'alloy' }
        @{ Line = 'New-WalkAudio -Condition '; Expected = 'realistic' }
        @{ Line = 'New-WalkAudio -Condition no'; Expected = 'noise:20:pink' }
        @{ Line = 'New-WalkAudio -Condition clean,ba'; Expected = 'babble:10' }
    ) {
        Complete $Line | Should -Contain $Expected
    }

    It 'offers only what starts with the word' {
        Complete 'Invoke-CrawlEval -Voice ma' | Should -Be 'marin'
    }

    It 'keeps kinds of models apart' {
        Complete 'Invoke-CrawlEval -Model ' | Should -Not -Contain 'tts-1'
        Complete 'Invoke-CrawlEval -SpeechModel ' | Should -Not -Contain 'gpt-realtime-2.1'
        Complete 'Start-SimulatedConversation -JudgeModel ' | Should -Not -Contain 'gpt-realtime-2.1'
        Complete 'Start-SimulatedConversation -AssistantModel ' | Should -Not -Contain 'gpt-5.1'
    }

    It 'tells when a model ends' {
        $line = 'Invoke-CrawlEval -Model gpt-realtime-mini'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].ToolTip | Should -Match 'ends \d{4}-\d{2}-\d{2}$'
    }

    It 'is silent about <_>' -ForEach 'zzz', '*', '[', '"', '$x', '(', 'gpt realtime' {
        foreach ($parameter in 'Model', 'Voice', 'SpeechModel', 'SandboxFault') {
            $Error.Clear()
            { Complete "Invoke-CrawlEval -$parameter $_" } | Should -Not -Throw
            $Error | Should -BeNullOrEmpty
        }
        { Complete "New-WalkAudio -Condition $_" } | Should -Not -Throw
        $Error | Should -BeNullOrEmpty
    }

    It 'takes less than half a second of the processor' {
        Complete 'Invoke-CrawlEval -Model ' | Out-Null
        $before = [Environment]::CpuUsage.TotalTime
        Complete 'Invoke-CrawlEval -Model ' | Out-Null
        ([Environment]::CpuUsage.TotalTime - $before).TotalMilliseconds | Should -BeLessThan 500
    }
}

Describe 'Completion of rules' {
    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Test-EvalGate lat'; Expected = "'latency_first_audio_ms_p95 <= '" }
        @{ Line = "Test-EvalGate 'pass_r"; Expected = "'pass_rate >= 0.95'" }
        @{ Line = 'Test-EvalGate "pass_r'; Expected = '"pass_rate >= 0.95"' }
        @{ Line = 'Measure-EvalGate -Rule err'; Expected = "'errored == 0'" }
        @{ Line = "Assert-EvalGate 'goal_"; Expected = "'goal_reached_rate >= '" }
        @{ Line = "Update-PulseStatus -Rule tool_c"; Expected = "'tool_call_correctness_mean >= '" }
        @{ Line = "Test-EvalGate 'a >= 1', cost"; Expected = "'cost_usd_total <= 5'" }
    ) {
        Complete $Line | Should -Contain $Expected
    }

    It 'leaves the second half of a rule as it is' {
        $line = "Test-EvalGate 'pass_r >= 0.9 (n >= 5)' -AllowSandbox"
        $done = TabExpansion2 -inputScript $line -cursorColumn "Test-EvalGate 'pass_r".Length
        $completed = $done.CompletionMatches[0].CompletionText
        $whole = $line.Remove($done.ReplacementIndex, $done.ReplacementLength).Insert($done.ReplacementIndex, $completed)
        $whole | Should -Be "Test-EvalGate 'pass_rate >= 0.9 (n >= 5)' -AllowSandbox"
    }

    It 'offers only rules that can be read' {
        foreach ($rule in Complete 'Test-EvalGate ') {
            $text = $rule.Trim("'")
            if ($text -match '[<>]= $') { $text += '1' }
            $problem = try { Measure-EvalGate $text -InputObject $null } catch { "$_" }
            if ($problem -is [string]) { $problem | Should -Match 'compares with a baseline, and none is named' -Because $text }
        }
    }
}

Describe 'Completion from files' {
    BeforeAll {
        Set-Location -Path $TestDrive
        foreach ($name in 'night', "it's here") {
            $null = Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName plain -Force
            Copy-Item -Path results/plain -Destination "results/$name" -Recurse
        }
        Copy-Item -Path results -Destination 'other place' -Recurse
        Set-Content -Path policy.json -Value (
            '{"sets": {"release": {"rules": ["pass_rate >= 0.9"]}, ' +
            '"night watch": {"rules": ["pass_rate >= 0.5"]}}}')
        Set-Content -Path status.json -Value '{"version": "1", "gates": {"crawl_ok": false, "walk_ok": true}}'
        Set-Content -Path broken.json -Value '{'
    }

    AfterAll { Set-Location -Path $PSScriptRoot }

    It 'offers <Expected> for <Line>' -ForEach @(
        @{ Line = 'Measure-EvalRun -RunName ni'; Expected = 'night' }
        @{ Line = 'Test-EvalGate -RunName i'; Expected = "'it''s here'" }
        @{ Line = "Test-EvalGate -RunName 'it''s"; Expected = "'it''s here'" }
        @{ Line = 'Test-EvalGate -RunName "it'; Expected = '"it''s here"' }
        @{ Line = "Test-EvalGate -ResultsPath 'other place' -RunName n"; Expected = 'night' }
        @{ Line = 'Invoke-CrawlEval -Resume -RunName ni'; Expected = 'night' }
        @{ Line = 'Test-EvalGate -PolicyPath policy.json -PolicySet re'; Expected = 'release' }
        @{ Line = 'Test-EvalGate -PolicyPath policy.json -PolicySet ni'; Expected = "'night watch'" }
        @{ Line = 'Get-PulseStatus status.json -GateKey cr'; Expected = 'crawl_ok' }
        @{ Line = 'Invoke-CrawlEval -CaseId crawl_01'; Expected = 'crawl_018' }
        @{ Line = 'Invoke-RefusalSmoke -CaseId row_04'; Expected = 'row_048' }
        @{ Line = 'Start-SimulatedConversation -Tag ref'; Expected = 'refund' }
        @{ Line = 'Invoke-CrawlEval -FailedIn ni'; Expected = 'night' }
        @{ Line = 'Update-PulseStatus -Path status.json -GateKey wa'; Expected = 'walk_ok' }
        @{ Line = 'Invoke-RefusalSmoke -StatusPath status.json -GateKey wa'; Expected = 'walk_ok' }
    ) {
        Complete $Line | Should -Contain $Expected
    }

    It 'offers cases and tags of the data: <Completer> of <Command>' -ForEach @(
        @{ Completer = 'CaseIdCompleter'; Command = 'Invoke-CrawlEval'; Expected = 'crawl_018' }
        @{ Completer = 'CaseIdCompleter'; Command = 'Start-SimulatedConversation'; Expected = 'order_status' }
        @{ Completer = 'CaseIdCompleter'; Command = 'Invoke-RefusalSmoke'; Expected = 'row_048' }
        @{ Completer = 'TagCompleter'; Command = 'Start-SimulatedConversation'; Expected = 'refund' }
    ) {
        $completer = New-Object -TypeName "RealtimeEvals.PowerShell.Completion.$Completer"
        $completer.CompleteArgument($Command, '', '', $null, @{}).CompletionText | Should -Contain $Expected
    }

    It 'is silent about <_>' -ForEach @(
        'Test-EvalGate -PolicyPath nowhere.json -PolicySet '
        'Test-EvalGate -PolicyPath broken.json -PolicySet '
        'Get-PulseStatus broken.json -GateKey '
        'Test-EvalGate -ResultsPath nowhere -RunName '
    ) {
        $Error.Clear()
        Complete $_ | Where-Object -FilterScript { $_ -match 'release|crawl_ok|night' } | Should -BeNullOrEmpty
        $Error | Should -BeNullOrEmpty
    }
}
