BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-WalkTest.ps1"
    $PSDefaultParameterValues['Invoke-WalkReplay:Sandbox'] = $true
    $PSStyle.OutputRendering = 'PlainText'
    Push-Location -Path $TestDrive

    # A caller who pauses for longer than the service waits.
    function Write-Pause([string] $Folder, [int] $Seconds = 1) {
        New-Item -ItemType Directory -Path $Folder | Out-Null
        $silence = [byte[]]::new(8000 * $Seconds)
        [Array]::Fill($silence, [byte]0xFF)
        $both = (Read-Wav "$shippedAudio/crawl_002.wav") + $silence + (Read-Wav "$shippedAudio/crawl_001.wav")
        Write-Wav -Path (Join-Path -Path $PWD -ChildPath "$Folder/pause.wav") -Data $both
        Set-Content -Path "$Folder/pause.csv" -Value @(
            'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path'
            'pause,"First this, then that.",get_account_balance,,pause.wav'
        )
    }
}

AfterAll {
    $PSDefaultParameterValues.Remove('Invoke-WalkReplay:Sandbox')
    Pop-Location
}

Describe 'Invoke-WalkReplay in a pipeline' {
    BeforeAll {
        $script:results = @(New-WalkAudio -Sandbox -Condition clean, noise:10 | Invoke-WalkReplay -RunName whole)
    }

    It 'takes a set and groups by condition' {
        $groups = New-WalkAudio -Sandbox -OutputPath line | Invoke-WalkReplay | Group-Object -Property Condition
        $groups.Name | Should -Be 'clean'
        $groups.Count | Should -Be 18
        $groups = $results | Group-Object -Property Condition -NoElement
        $groups.Name | Should -Be 'clean', 'noise:10'
        $groups.ForEach('Count') | Should -Be 18, 18
    }

    It 'takes several sets, a run for each' {
        $sets = @(
            New-WalkAudio -Sandbox -OutputPath several/clean
            New-WalkAudio -Sandbox -OutputPath several/telephone -Condition telephone
        )
        $both = $sets | Invoke-WalkReplay -MaximumCount 2
        @($both.RunId | Sort-Object -Unique) | Should -HaveCount 2
        $both.Condition | Sort-Object -Unique | Should -Be 'clean', 'telephone'
    }

    It 'emits results one by one, with all that is known' {
        $results.Count | Should -Be 36
        $results | Should -BeOfType ([RealtimeEvals.Model.WalkResult])
        ($results | Sort-Object -Property CaseNumber).CaseNumber | Should -Be (1..36)
        $results.TurnDetection | Sort-Object -Unique | Should -Be 'None'
        $results[0].SpeechStoppedMs | Should -BeNullOrEmpty
        $results[0].FalseTurns | Should -BeNullOrEmpty
        $results.Provider | Sort-Object -Unique | Should -Be 'sandbox'
    }

    It 'hears clean audio as crawl does, and noise worse' {
        ($results | Where-Object -FilterScript { $_.Condition -eq 'clean' -and $_.Outcome -ne 'Pass' }).CaseId | Should -Be 'crawl_009'
        @($results | Where-Object -FilterScript { $_.Condition -ne 'clean' -and $_.Outcome -ne 'Pass' }).Count | Should -BeGreaterThan 1
    }

    It 'sends the bytes of the file and no others' {
        $first = $results | Where-Object -Property CaseId -EQ -Value crawl_001
        $hash = [Convert]::ToHexStringLower([Security.Cryptography.SHA256]::HashData([byte[]](Read-Wav "$TestDrive/walk/crawl_001.wav")))
        $first.SpeechSha256 | Should -Be $hash
        $first.SpeechMs | Should -Be (Get-SpokenLength "$TestDrive/walk/crawl_001.wav")
        $first.DataPath | Should -Be (Join-Path -Path $TestDrive -ChildPath walk/customer_calls.csv)
        Split-Path -Path $first.InputAudioPath -Leaf | Should -Be 'crawl_001.wav'
        $first.InputAudioPath | Should -Exist
        (Import-Csv -Path $first.DataPath)[0].audio_sha256 | Should -Be $hash
        $first.OutputAudioPath | Should -Exist
    }

    It 'survives Export-Csv with one readable cell for each property' {
        $results | Export-Csv -Path all.csv
        $row = Import-Csv -Path all.csv | Where-Object -Property CaseId -EQ -Value crawl_009
        $row.Outcome | Should -Be 'Fail'
        $row.Condition | Should -Be 'clean'
        $row.TurnDetection | Should -Be 'None'
        $row.ToolCalls | Should -Be 'make_payment({"account_id":"BW-55102","amount":80})'
        $row.PSObject.Properties.Value | Should -Not -Match '^(System|RealtimeEvals)\.'
    }

    It 'survives ConvertTo-Json with its calls' {
        $json = $results | Where-Object -Property CaseId -EQ -Value crawl_009 | ConvertTo-Json -Depth 4 -EnumsAsStrings | ConvertFrom-Json
        $json.Outcome | Should -Be 'Fail'
        $json.Condition | Should -Be 'clean'
        $json.ToolCalls[0].Name | Should -Be 'make_payment'
        $json.FalseTurns | Should -BeNullOrEmpty
    }

    It 'has a property set for a row of scalars' {
        ($results[0] | Select-Object -Property Row).PSObject.Properties.Name | Should -Be @(
            'RunId', 'CaseId', 'Condition', 'Outcome', 'ExpectedToolCall', 'ExpectedArguments', 'PredictedToolCall', 'PredictedArguments',
            'LatencyFirstAudioMs', 'EndOfSpeechToFirstAudioMs', 'CostUsd', 'FailureStage', 'ErrorMessage')
    }

    It 'ends when the next command wants no more' {
        $few = Invoke-WalkReplay -RunName few -ThrottleLimit 2 | Select-Object -First 2
        $few.Count | Should -Be 2
        (Get-Content -Path results/few/run.json | ConvertFrom-Json).state | Should -Be 'cancelled'
    }

    It 'keeps type, figures and view in a job' {
        $manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Invoke-WalkReplay -Sandbox -ResultsPath "$using:TestDrive/job" -RunName job -MaximumCount 3
        }
        $received = $job | Wait-Job -Timeout 120 | Receive-Job
        $job | Remove-Job -Force
        $received[0].PSObject.TypeNames[0] | Should -Be 'Deserialized.RealtimeEvals.Model.WalkResult'
        $received.Condition | Should -Be 'clean', 'clean', 'clean'
        $received | Out-String -Width 120 | Should -Match '(?m)^crawl_001 +Pass .* clean *\r?$'
    }
}

Describe 'Views of walk' {
    BeforeAll {
        $script:set = New-WalkAudio -Sandbox -OutputPath view -Condition realistic, 'gain:-12+telephone+noise:15:pink'
        $script:shown = $set | Invoke-WalkReplay -RunName view
    }

    It 'of results is a table that fits 120 columns, grouped by run' {
        $table = $shown | Out-String -Width 120
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $table | Should -Match '(?m)^Case +Outcome +Expected +Called +AudioMs Condition *\r?$'
        [regex]::Matches($table, '(?m)^crawl_\S+ ').Count | Should -Be 36
        [regex]::Matches($table, '(?m)^ *Run: view\r?$').Count | Should -Be 1
    }

    It 'of a result is a list that names the condition' {
        $list = $shown[0] | Format-List | Out-String -Width 120
        ($list -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $list | Should -Match '(?m)^Condition +: (realistic|gain:-12\+telephone\+noise:15:pink)\r?$'
    }

    It 'of a set fits 120 columns' {
        ($set | Out-String -Width 120) -split '\r?\n' | ForEach-Object -Process { $_.Length | Should -BeLessOrEqual 120 }
    }

    It 'of a plan fits 120 columns' {
        (Invoke-WalkReplay -WhatIf -RunName plan | Out-String -Width 120) -split '\r?\n' |
            ForEach-Object -Process { $_.Length | Should -BeLessOrEqual 120 }
    }
}

Describe 'Turn detection of Invoke-WalkReplay' {
    It 'ServerVad gives numbers' {
        $detected = Invoke-WalkReplay -TurnDetection ServerVad -RunName vad | Sort-Object -Property CaseNumber
        ($detected | Where-Object -Property Outcome -NE -Value Pass).CaseId | Should -Be 'crawl_009'
        foreach ($result in $detected) {
            $result.TurnDetection | Should -Be 'ServerVad'
            $result.SpeechStartedMs | Should -BeLessThan 300
            $result.SpeechStoppedMs | Should -BeGreaterThan $result.SpeechStartedMs
            $result.SpeechStopLagMs | Should -BeGreaterOrEqual 400
            $result.SpeechStopLagMs | Should -BeLessOrEqual 600
            $result.SpeechStopArrivalLagMs | Should -BeNullOrEmpty
            $result.FalseTurns | Should -Be 0
            $result.LatencyFirstAudioMs | Should -BeGreaterOrEqual 0
        }
        (Get-Summary vad).turn_detection | Should -Be 'ServerVad'
        (Get-Summary vad).false_turns_total | Should -Be 0
        (Import-Csv -Path results/vad/results.csv)[0].speech_stop_lag_ms | Should -Match '^\d'
    }

    It 'SemanticVad gives numbers' {
        $result = Invoke-WalkReplay -TurnDetection SemanticVad -MaximumCount 1
        $result.Outcome | Should -Be 'Pass'
        $result.SpeechStopLagMs | Should -BeGreaterOrEqual 500
        $result.FalseTurns | Should -Be 0
    }

    It 'at the speed of speech says how late the service said so' {
        $result = Invoke-WalkReplay -TurnDetection ServerVad -RealTime -MaximumCount 1
        $result.SpeechStopArrivalLagMs | Should -BeGreaterThan 300
        $result.SpeechStopArrivalLagMs | Should -BeLessThan 5000
        $result.DurationMs | Should -BeGreaterThan $result.SpeechMs
    }

    It 'counts a turn that was taken too early, at the speed of speech' {
        Write-Pause early
        $result = Invoke-WalkReplay early/pause.csv -TurnDetection ServerVad -RealTime
        $result.FalseTurns | Should -Be 1
        $result.SpeechStoppedMs | Should -BeGreaterThan $result.SpeechMs
        $result.ToolCalls.Name | Should -Be 'get_account_balance'
    }

    It 'measures no latency that is below zero after a false turn' {
        Write-Pause negative
        $result = Invoke-WalkReplay negative/pause.csv -TurnDetection ServerVad -RealTime
        $result.LatencyFirstAudioMs | Should -BeGreaterOrEqual 0
        $result.LatencyFirstTextMs | Should -BeGreaterOrEqual 0
    }

    It 'waits for the end of all speech when the audio is sent faster than that' {
        Write-Pause fast -Seconds 20
        $result = Invoke-WalkReplay fast/pause.csv -TurnDetection ServerVad
        $result.FalseTurns | Should -Be 1
        $result.SpeechStoppedMs | Should -BeGreaterThan $result.SpeechMs
        $result.SpeechStopLagMs | Should -BeGreaterOrEqual 0
    }

    It 'of what the service does not hear is an error, not a wait without end' {
        Write-Source whispered.csv
        $result = New-WalkAudio whispered.csv -Sandbox -OutputPath whispered -Condition gain:-40 |
            Invoke-WalkReplay -MaximumCount 1 -TurnDetection ServerVad -TimeoutSec 4 -ErrorAction SilentlyContinue
        $result.Outcome | Should -Be 'Error'
        $result.FailureStage | Should -Be 'response_timeout'
    }

    It 'of another voice is an error that says which audio the sandbox hears' {
        New-Item -ItemType Directory -Path buzzing | Out-Null
        Write-Wav -Path "$TestDrive/buzzing/buzz.wav" -Data (Get-Buzz 8000)
        Set-Content -Path buzzing/buzz.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'a,Hello,,,buzz.wav'
        $result = Invoke-WalkReplay buzzing/buzz.csv -TurnDetection ServerVad -ErrorAction SilentlyContinue
        $result.Outcome | Should -Be 'Error'
        $result.FailureStage | Should -Be 'speech'
        $result.ErrorMessage | Should -BeLike "'buzz.wav' is not in the sandbox's voice, and the sandbox hears no other.*"
    }
}

Describe 'Aliases of walk' {
    It '<Alias> of <Command> is <Parameter>' -ForEach @(
        @{ Command = 'Invoke-WalkReplay'; Alias = 'DataCsv'; Parameter = 'Path' }
        @{ Command = 'Invoke-WalkReplay'; Alias = 'ResultsDir'; Parameter = 'ResultsPath' }
        @{ Command = 'Invoke-WalkReplay'; Alias = 'ChunkMs'; Parameter = 'ChunkMilliseconds' }
        @{ Command = 'Invoke-WalkReplay'; Alias = 'SampleRateHz'; Parameter = 'SampleRate' }
        @{ Command = 'Invoke-WalkReplay'; Alias = 'OutputSampleRateHz'; Parameter = 'OutputSampleRate' }
        @{ Command = 'Invoke-WalkReplay'; Alias = 'MaxExamples'; Parameter = 'MaximumCount' }
        @{ Command = 'New-WalkAudio'; Alias = 'SourceCsv'; Parameter = 'LiteralPath' }
        @{ Command = 'New-WalkAudio'; Alias = 'OutputDir'; Parameter = 'OutputPath' }
        @{ Command = 'New-WalkAudio'; Alias = 'OutputCsv'; Parameter = 'TablePath' }
        @{ Command = 'New-WalkAudio'; Alias = 'TtsModel'; Parameter = 'SpeechModel' }
        @{ Command = 'New-WalkAudio'; Alias = 'Overwrite'; Parameter = 'Force' }
    ) {
        (Get-Command -Name $Command).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }
}
