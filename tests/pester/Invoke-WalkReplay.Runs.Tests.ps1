BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-WalkTest.ps1"
    $PSDefaultParameterValues['Invoke-WalkReplay:Sandbox'] = $true
    $PSStyle.OutputRendering = 'PlainText'
    Push-Location -Path $TestDrive
}

AfterAll {
    $PSDefaultParameterValues.Remove('Invoke-WalkReplay:Sandbox')
    Pop-Location
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
            Should -Be 'audio', 'events', 'evidence.json', 'journal.jsonl', 'report.html', 'results.csv', 'run.json', 'summary.json'
        Get-ChildItem -Path results/two/audio/crawl_001 -Name | Should -Be 'output.wav'
        (Get-Content -Path results/two/run.json | ConvertFrom-Json).harness | Should -Be 'walk'
    }

    It 'writes the columns of turn detection and condition' {
        Invoke-WalkReplay -MaximumCount 1 -RunName one | Out-Null
        $row = Import-Csv -Path results/one/results.csv
        $row.PSObject.Properties.Name | Select-Object -Last 14 | Should -Be @(
            'condition', 'turn_detection', 'speech_started_ms', 'speech_stopped_ms', 'speech_stop_lag_ms', 'speech_stop_arrival_lag_ms',
            'false_turns', 'tags', 'data_cases', 'data_line', 'responses', 'connection_attempts', 'trial',
            'latency_uncertainty_ms')
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

    It '-RetryError tries again only what ended in Error' {
        Invoke-WalkReplay -MaximumCount 3 -RunName night -SandboxFault drop:5@crawl_002 -ErrorAction SilentlyContinue | Out-Null
        $resumed = Invoke-WalkReplay -MaximumCount 3 -RunName night -Resume -RetryError
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
