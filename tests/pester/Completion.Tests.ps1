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
