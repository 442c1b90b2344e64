BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-WalkTest.ps1"
    $PSDefaultParameterValues['Invoke-WalkReplay:Sandbox'] = $true
    $PSStyle.OutputRendering = 'PlainText'
    Push-Location -Path $TestDrive
    $script:shipped = "$shippedAudio/customer_calls.csv"

    function Get-Summary([string] $Name) {
        Get-Content -Path "results/$Name/summary.json" | ConvertFrom-Json
    }

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

Describe 'Runs of Invoke-WalkReplay' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'writes the files of a run, and leaves the caller''s audio where it is' {
        Invoke-WalkReplay -MaximumCount 2 -RunName two | Out-Null
        (Get-ChildItem -Path results/two -Name | Sort-Object) |
            Should -Be 'audio', 'events', 'journal.jsonl', 'results.csv', 'run.json', 'summary.json'
        Get-ChildItem -Path results/two/audio/crawl_001 -Name | Should -Be 'output.wav'
        (Get-Content -Path results/two/run.json | ConvertFrom-Json).harness | Should -Be 'walk'
    }

    It 'writes the columns of turn detection and condition' {
        Invoke-WalkReplay -MaximumCount 1 -RunName one | Out-Null
        $row = Import-Csv -Path results/one/results.csv
        $row.PSObject.Properties.Name | Select-Object -Last 12 | Should -Be @(
            'condition', 'turn_detection', 'speech_started_ms', 'speech_stopped_ms', 'speech_stop_lag_ms', 'speech_stop_arrival_lag_ms',
            'false_turns', 'tags', 'data_cases', 'data_line', 'responses', 'trial')
        $row.audio_path | Should -Be 'crawl_001.wav'
        $row.data_line | Should -Be 2
        $row.condition | Should -Be 'clean'
        $row.turn_detection | Should -Be 'None'
        $row.speech_sha256 | Should -Match '^[0-9a-f]{64}$'
        $row.false_turns | Should -BeNullOrEmpty
    }

    It 'sums up each condition against the clean one' {
        New-WalkAudio -Sandbox -Condition noise:5, clean | Invoke-WalkReplay -RunName conditions | Out-Null
        $conditions = (Get-Summary conditions).conditions
        $conditions.PSObject.Properties.Name | Sort-Object | Should -Be 'clean', 'noise:5'
        $conditions.clean.n | Should -Be 18
        $conditions.clean.passed | Should -Be 17
        $conditions.clean.pass_rate_change | Should -Be 0
        $conditions.'noise:5'.compared_with | Should -Be 'clean'
        $conditions.'noise:5'.pass_rate_change | Should -Be ($conditions.'noise:5'.pass_rate - $conditions.clean.pass_rate)
        (Get-Summary conditions).pass_rate | Should -Be (($conditions.clean.passed + $conditions.'noise:5'.passed) / 36)
    }

    It '-WhatIf emits a plan and writes nothing' {
        $plan = Invoke-WalkReplay -MaximumCount 5 -RunName release -WhatIf
        $plan | Should -BeOfType ([RealtimeEvals.Model.RunPlan])
        $plan.Harness | Should -Be 'walk'
        $plan.RunId | Should -Be 'release'
        $plan.RunPath | Should -Be (Join-Path -Path $folder -ChildPath results/release)
        $plan.DataPath | Should -Exist
        $plan.Planned | Should -Be 5
        $plan.Provider | Should -Be 'sandbox'
        Get-ChildItem -Path . -Force | Should -BeNullOrEmpty
    }

    It '-WhatIf still looks into the audio' {
        Set-Content -Path text.wav -Value 'no sound'
        Set-Content -Path bad.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'a,Hello,,,text.wav'
        Invoke-WalkReplay bad.csv -WhatIf -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
    }

    It '-Force replaces a run' {
        Invoke-WalkReplay -MaximumCount 2 -RunName again | Out-Null
        { Invoke-WalkReplay -MaximumCount 1 -RunName again } | Should -Throw -ErrorId 'RunExists,*'
        Invoke-WalkReplay -MaximumCount 1 -RunName again -Force | Out-Null
        (Get-Summary again).planned | Should -Be 1
    }

    It '-Resume runs again only what got no verdict' {
        Invoke-WalkReplay -MaximumCount 3 -RunName night -SandboxFault drop:5@crawl_002 -ErrorAction SilentlyContinue | Out-Null
        $resumed = Invoke-WalkReplay -MaximumCount 3 -RunName night -Resume
        $resumed.Outcome | Should -Be 'Pass', 'Pass', 'Pass'
        @(Get-Content -Path results/night/journal.jsonl).Count | Should -Be 4
    }

    It '-Resume is refused with other audio of the same name' {
        # A table that holds no hashes says nothing about the samples; the run still remembers them.
        Copy-Item -Path "$shippedAudio/crawl_001.wav" -Destination call.wav
        Set-Content -Path own.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'a,Hello,,,call.wav'
        Invoke-WalkReplay own.csv -RunName night | Out-Null
        Copy-Item -Path "$shippedAudio/crawl_002.wav" -Destination call.wav
        $thrown = { Invoke-WalkReplay own.csv -RunName night -Resume } | Should -Throw -ErrorId 'ResumeMismatch,*' -PassThru
        "$thrown" | Should -Match 'audio_sha256'
    }

    It 'is refused when a file holds other samples than its table says<Name>' -ForEach @(
        @{ Name = ''; Options = @{} }
        @{ Name = ', with -Resume too'; Options = @{ RunName = 'night'; Resume = $true } }
    ) {
        Write-Source calls.csv
        $set = New-WalkAudio calls.csv -Sandbox
        $set | Invoke-WalkReplay -RunName night | Out-Null
        Copy-Item -Path walk/a.wav -Destination walk/b.wav
        $set | Invoke-WalkReplay @Options -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        "$($problems[0])" | Should -Match "row 3, audio_path: 'b\.wav' has other samples than the table says"
    }

    It 'a case that fails is an error and a result' {
        $three = Invoke-WalkReplay -MaximumCount 3 -SandboxFault drop:5@crawl_002 -ErrorAction SilentlyContinue -ErrorVariable problems
        $three | Should -HaveCount 3
        ($three | Where-Object -Property CaseId -EQ -Value crawl_002).Outcome | Should -Be 'Error'
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'CaseFailed,*'
    }

    It 'takes G.711 A-law' {
        $samples = [RealtimeEvals.Audio.PcmSamples]::Decode([byte[]](Read-Wav "$shippedAudio/crawl_002.wav"), 'MuLaw')
        Write-Wav -Path "$folder/alaw.wav" -Data ([RealtimeEvals.Audio.PcmSamples]::Encode($samples, 'ALaw')) -Tag 6
        Set-Content -Path alaw.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'a,Hello,,,alaw.wav'
        $result = Invoke-WalkReplay alaw.csv -InputAudioFormat g711_alaw -OutputAudioFormat g711_ulaw
        $result.Outcome | Should -Be 'Pass'
        $result.Condition | Should -BeNullOrEmpty
    }
}

Describe 'Paths of Invoke-WalkReplay' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Write-Source calls.csv
        $script:set = New-WalkAudio calls.csv -Sandbox -OutputPath set
        $script:before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
    }

    AfterEach {
        [Environment]::CurrentDirectory = $before
        Pop-Location
    }

    It 'start at the current location, not at the folder of the process' {
        (Invoke-WalkReplay ./set/calls.csv -ResultsPath out -RunName relative).RunPath |
            Select-Object -First 1 |
            Should -Be (Join-Path -Path $folder -ChildPath out/relative)
    }

    It 'of audio start at the table' {
        New-Item -ItemType Directory -Path elsewhere | Out-Null
        Push-Location -Path elsewhere
        try {
            (Invoke-WalkReplay ../set/calls.csv).Outcome | Should -Be 'Pass', 'Pass', 'Pass'
        }
        finally {
            Pop-Location
        }
    }

    It 'may be on a drive of PowerShell' {
        New-PSDrive -Name walk -PSProvider FileSystem -Root $folder | Out-Null
        try {
            $result = Invoke-WalkReplay walk:/set/calls.csv -ResultsPath walk:/out -RunName drive -MaximumCount 1
        }
        finally {
            Remove-PSDrive -Name walk
        }
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/drive)
    }

    It 'come from Get-ChildItem, brackets and all' {
        Copy-Item -Path set/calls.csv -Destination 'set/calls[1].csv'
        $found = Get-ChildItem -Path set -Filter *.csv | Invoke-WalkReplay -MaximumCount 1
        @($found.RunId | Sort-Object -Unique) | Should -HaveCount 2
    }

    It 'resolve wildcards, a run for each file' {
        Copy-Item -Path set/calls.csv -Destination set/more.csv
        @(Invoke-WalkReplay -Path set/*.csv -MaximumCount 1) | Should -HaveCount 2
    }

    It 'come as a property <_>' -ForEach 'LiteralPath', 'PSPath', 'FullName', 'DataPath' {
        ([pscustomobject]@{ $_ = $set.DataPath } | Invoke-WalkReplay -MaximumCount 1).CaseId | Should -Be 'a'
    }

    It 'of a set that went through Export-Csv still bind' {
        $set | Export-Csv -Path sets.csv
        (Import-Csv -Path sets.csv | Invoke-WalkReplay -MaximumCount 1).CaseId | Should -Be 'a'
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

Describe 'Errors of Invoke-WalkReplay' {
    BeforeAll {
        New-Item -ItemType Directory -Path wrong | Out-Null
        $folder = (Resolve-Path -Path wrong).Path
        $speech = [byte[]](Read-Wav "$shippedAudio/crawl_001.wav")
        Copy-Item -Path "$shippedAudio/crawl_001.wav" -Destination wrong/good.wav
        Write-Wav -Path "$folder/stereo.wav" -Data (ConvertTo-Stereo $speech) -Channels 2
        Write-Wav -Path "$folder/fast.wav" -Data $speech -Rate 16000
        Write-Wav -Path "$folder/alaw.wav" -Data $speech -Tag 6
        Write-Wav -Path "$folder/linear.wav" -Data $speech -Tag 1 -Bits 16
        Write-Wav -Path "$folder/empty.wav" -Data ([byte[]]::new(0))
        Write-Wav -Path "$folder/long.wav" -Data ([byte[]]::new(4800008))
        $silence = [byte[]]::new(8000)
        [Array]::Fill($silence, [byte]0xFF)
        Write-Wav -Path "$folder/silent.wav" -Data $silence
        Set-Content -Path wrong/text.wav -Value 'no sound'
        Set-Content -Path wrong/calls.csv -Value @(
            'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path'
            'a,Hello,,,good.wav'
            'b,Hello,,,stereo.wav'
            'c,Hello,,,fast.wav'
            'd,Hello,,,alaw.wav'
            'e,Hello,,,linear.wav'
            'f,Hello,,,empty.wav'
            'g,Hello,,,long.wav'
            'h,Hello,,,text.wav'
            'i,Hello,,,missing.wav'
            'j,Hello,,,'
            'k,Hello,,,../stereo.wav'
            'l,Hello,hang_up,,good.wav'
            'm,Hello,,,silent.wav'
        )
    }

    It 'InvalidInput names row and file of everything that is wrong at once' {
        Invoke-WalkReplay wrong/calls.csv -RunName wrong -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'InvalidInput,RealtimeEvals.PowerShell.Commands.InvokeWalkReplayCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $problems[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$($problems[0])" | Should -Match '12 problems'
        $places = @(
            "row 3, audio_path: 'stereo.wav'"
            "row 4, audio_path: 'fast.wav'"
            "row 5, audio_path: 'alaw.wav'"
            "row 6, audio_path: 'linear.wav'"
            "row 7, audio_path: 'empty.wav'"
            "row 8, audio_path: 'long.wav'"
            "row 9, audio_path: 'text.wav'"
            "row 10, audio_path: 'missing.wav'"
            'row 11, audio_path: blank'
            "row 12, audio_path: '../stereo.wav'"
            "row 13, gt_tool_call: 'hang_up'"
            "row 14, audio_path: 'silent.wav' has nothing but silence"
        )
        foreach ($place in $places) {
            "$($problems[0])" | Should -Match "calls\.csv, $([regex]::Escape($place))"
        }
        'results/wrong' | Should -Not -Exist
    }

    It 'InvalidInput for a crawl table, which names no audio' {
        Invoke-WalkReplay "$PSScriptRoot/../../data/crawl/customer_calls.csv" -ErrorAction SilentlyContinue -ErrorVariable problems |
            Should -BeNullOrEmpty
        "$($problems[0])" | Should -Match 'row 1, audio_path: no such column'
    }

    It 'InvalidInput, once, for a table that is separated by semicolons' {
        Set-Content -Path wrong/semicolons.csv -Value @(
            'example_id;user_text;gt_tool_call;gt_tool_call_arg;audio_path'
            'a;Hello;;;good.wav'
            'b;Hello;;;good.wav'
        )
        Invoke-WalkReplay wrong/semicolons.csv -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        "$($problems[0])" | Should -Match "columns separated by ';'"
        "$($problems[0])" | Should -Not -Match 'no such column'
    }

    It 'of one file does not keep the others from running' {
        $one = Invoke-WalkReplay -Path wrong/calls.csv, $shipped -MaximumCount 1 -ErrorAction SilentlyContinue -ErrorVariable problems
        $one | Should -HaveCount 1
        $problems | Should -HaveCount 1
    }

    It '<Id> from <Command>' -ForEach @(
        @{ Id = 'ApiKeyMissing'; Category = 'AuthenticationError'; Command = { Invoke-WalkReplay -Sandbox:$false } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -SampleRate 16000 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -OutputSampleRate 7999 } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -ChunkMilliseconds 0 } }
        @{ Id = 'ApiKeyMissing'; Category = 'AuthenticationError'; Command = { Invoke-WalkReplay -Endpoint wss://example.com } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -Sandbox:$false -SandboxFault empty } }
        @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -Path $shipped, $shipped -RunName both } }
        @{ Id = 'PathNotFound'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay missing.csv } }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-WalkReplay -Voice nobody } }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-WalkReplay -OutputSampleRate 16000 } }
        @{ Id = 'EndpointUnavailable'; Category = 'ConnectionError'; Command = { Invoke-WalkReplay -Model gpt-nothing } }
        @{ Id = 'ParameterArgumentValidationError'; Category = 'InvalidData'; Command = { Invoke-WalkReplay -InputAudioFormat pcm16 } }
        @{ Id = 'CannotConvertArgumentNoMessage'; Category = 'InvalidArgument'; Command = { Invoke-WalkReplay -TurnDetection Guess } }
    ) {
        $thrown = $Command | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $thrown.CategoryInfo.Category | Should -Be $Category
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
