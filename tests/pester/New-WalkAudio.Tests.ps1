BeforeDiscovery {
    $script:effects = @(
        @{ Condition = 'telephone'; IsRandom = $false }
        @{ Condition = 'noise:20'; IsRandom = $true }
        @{ Condition = 'noise:20:pink'; IsRandom = $true }
        @{ Condition = 'babble:15'; IsRandom = $true }
        @{ Condition = 'loss:30:3'; IsRandom = $true }
        @{ Condition = 'echo:120'; IsRandom = $false }
        @{ Condition = 'echo:120:0.1'; IsRandom = $false }
        @{ Condition = 'gain:-20'; IsRandom = $false }
        @{ Condition = 'clip:12'; IsRandom = $false }
        @{ Condition = 'silence:300:900'; IsRandom = $false }
        @{ Condition = 'realistic'; IsRandom = $true }
        @{ Condition = 'gain:-6+telephone+noise:25'; IsRandom = $true }
    )
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-WalkTest.ps1"
    $PSDefaultParameterValues['New-WalkAudio:Sandbox'] = $true
}

AfterAll {
    $PSDefaultParameterValues.Remove('New-WalkAudio:Sandbox')
}

Describe 'New-WalkAudio' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Write-Source calls.csv
    }

    AfterEach {
        Pop-Location
    }

    Context 'A set' {
        It 'is one object that counts what there is' {
            $set = New-WalkAudio calls.csv -Condition clean, noise:10 -Seed 5
            $set | Should -HaveCount 1
            $set | Should -BeOfType ([RealtimeEvals.Model.WalkAudioSet])
            $set.DataPath | Should -Be (Join-Path -Path $folder -ChildPath walk/calls.csv)
            $set.AudioPath | Should -Be (Join-Path -Path $folder -ChildPath walk)
            $set.Cases | Should -Be 3
            $set.Files | Should -Be 6
            $set.Created | Should -Be 6
            $set.Conditions | Should -Be 'clean', 'noise:10'
            $set.Seed | Should -Be 5
            "$set" | Should -Be $set.DataPath
        }

        It 'has a table with a row for each case and condition' {
            New-WalkAudio calls.csv -Condition clean, noise:10:pink+gain:-3 | Out-Null
            $rows = Import-Csv -Path walk/calls.csv
            $rows[0].PSObject.Properties.Name |
                Should -Be 'example_id', 'user_text', 'gt_tool_call', 'gt_tool_call_arg', 'audio_path', 'condition', 'audio_sha256'
            $rows.example_id | Should -Be 'a', 'a.noise-10-pink_gain--3', 'b', 'b.noise-10-pink_gain--3', 'c', 'c.noise-10-pink_gain--3'
            $rows.condition | Select-Object -First 2 | Should -Be 'clean', 'noise:10:pink+gain:-3'
            $rows[4].gt_tool_call_arg | Should -Be '{"account_id":"BW-48213"}'
            foreach ($row in $rows) { Get-SampleHash "$folder/walk/$($row.audio_path)" | Should -Be $row.audio_sha256 }
        }

        It 'has the same hashes in its table and in the results' {
            $set = New-WalkAudio calls.csv -Condition clean, noise:20
            $results = $set | Invoke-WalkReplay -Sandbox | Sort-Object -Property CaseNumber
            $results.SpeechSha256 | Should -Be (Import-Csv -Path $set.DataPath).audio_sha256
        }

        It 'carries a fingerprint in each file' {
            New-WalkAudio calls.csv -Condition clean, noise:10 | Out-Null
            $prints = foreach ($file in Get-ChildItem -Path walk/*.wav) {
                $text = [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file.FullName))
                [regex]::Match($text, 'LIST.{4}INFOICMT.{4}(realtime-evals [0-9a-f]{64})', 'Singleline').Groups[1].Value
            }
            $prints | Should -Not -Contain ''
            $prints | Sort-Object -Unique | Should -HaveCount 6
        }

        It 'has a record for people, which lists the conditions and is not read again' {
            New-WalkAudio calls.csv -Condition clean, noise:10 -Seed 3 | Out-Null
            $record = Get-Content -Path walk/calls.audio.json | ConvertFrom-Json
            $record.conditions | Should -Be 'clean', 'noise:10'
            $record.seed | Should -Be 3
            $record.voice | Should -Be 'alloy'
            $record.speech_by | Should -Be 'sandbox'
            $record.source_sha256 | Should -Be (Get-FileHash -Path calls.csv).Hash
            Set-Content -Path walk/calls.audio.json -Value 'not JSON'
            (New-WalkAudio calls.csv -Condition clean, noise:10 -Seed 3).Created | Should -Be 0
            (Get-Content -Path walk/calls.audio.json | ConvertFrom-Json).seed | Should -Be 3
        }

        It 'is G.711 u-law at 8000 Hz, one channel' {
            New-WalkAudio calls.csv | Out-Null
            $bytes = [IO.File]::ReadAllBytes("$folder/walk/a.wav")
            [BitConverter]::ToInt16($bytes, 20) | Should -Be 7
            [BitConverter]::ToInt16($bytes, 22) | Should -Be 1
            [BitConverter]::ToInt32($bytes, 24) | Should -Be 8000
        }

        It 'is made of the shipped cases when none are named' {
            $set = New-WalkAudio
            $set.Cases | Should -Be 18
            $set.DataPath | Should -Be (Join-Path -Path $folder -ChildPath walk/customer_calls.csv)
        }

        It 'names a condition once that is given twice' {
            (New-WalkAudio calls.csv -Condition clean, telephone, clean).Files | Should -Be 6
        }

        It 'is the same on every machine: the shipped audio' {
            New-WalkAudio | Out-Null
            (Get-FileHash -Path walk/*.wav).Hash | Should -Be (Get-FileHash -Path "$shippedAudio/*.wav").Hash
        }
    }

    Context 'The condition <Condition>' -ForEach $effects {
        It 'changes the audio, in the same way with the same seed' {
            New-WalkAudio calls.csv -Condition clean -OutputPath clean | Out-Null
            New-WalkAudio calls.csv -Condition $Condition -OutputPath one | Out-Null
            New-WalkAudio calls.csv -Condition $Condition -OutputPath same -ThrottleLimit 1 | Out-Null
            New-WalkAudio calls.csv -Condition $Condition -OutputPath other -Seed 2 | Out-Null
            $one = (Get-FileHash -Path one/*.wav).Hash
            $one | Should -Not -Be (Get-FileHash -Path clean/*.wav).Hash
            (Get-FileHash -Path same/*.wav).Hash | Should -Be $one
            ((Get-FileHash -Path other/*.wav).Hash -join ' ') -eq ($one -join ' ') | Should -Be (-not $IsRandom)
        }
    }

    Context 'Lengths' {
        It '<Condition> makes the audio <More> ms longer' -ForEach @(
            @{ Condition = 'silence:300:900'; More = 1200 }
            @{ Condition = 'silence:250'; More = 250 }
            @{ Condition = 'echo:120'; More = 120 }
            @{ Condition = 'realistic'; More = 90 }
            @{ Condition = 'realistic+silence:100'; More = 190 }
            @{ Condition = 'noise:10+loss:10'; More = 0 }
        ) {
            New-WalkAudio calls.csv -Condition clean, $Condition | Out-Null
            $rows = Import-Csv -Path walk/calls.csv
            (Get-SpokenLength "$folder/walk/$($rows[1].audio_path)") - (Get-SpokenLength "$folder/walk/a.wav") | Should -Be $More
        }
    }

    Context 'Paths' {
        BeforeEach {
            $script:before = [Environment]::CurrentDirectory
            [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
        }

        AfterEach {
            [Environment]::CurrentDirectory = $before
        }

        It 'start at the current location, not at the folder of the process' {
            $set = New-WalkAudio ./calls.csv -OutputPath deep/audio -TablePath deep/set.csv
            $set.AudioPath | Should -Be (Join-Path -Path $folder -ChildPath deep/audio)
            $set.DataPath | Should -Be (Join-Path -Path $folder -ChildPath deep/set.csv)
            (Import-Csv -Path deep/set.csv)[0].audio_path | Should -Be 'audio/a.wav'
        }

        It 'may be on a drive of PowerShell' {
            New-PSDrive -Name walk -PSProvider FileSystem -Root $folder | Out-Null
            try {
                $set = New-WalkAudio walk:/calls.csv -OutputPath walk:/out
            }
            finally {
                Remove-PSDrive -Name walk
            }
            $set.AudioPath | Should -Be (Join-Path -Path $folder -ChildPath out)
        }

        It 'come from Get-ChildItem, brackets and all' {
            Move-Item -Path calls.csv -Destination 'calls[1].csv'
            $set = Get-ChildItem -Filter *.csv | New-WalkAudio
            $set.Created | Should -Be 3
            $set.DataPath | Should -Be (Join-Path -Path $folder -ChildPath 'walk/calls[1].csv')
        }

        It 'come as a property <_>' -ForEach 'LiteralPath', 'PSPath', 'FullName' {
            ([pscustomobject]@{ $_ = "$folder/calls.csv" } | New-WalkAudio).Created | Should -Be 3
        }

        It 'of the audio must lie where the table can name them' {
            { New-WalkAudio calls.csv -OutputPath audio -TablePath tables/set.csv } | Should -Throw -ErrorId 'InvalidSetting,*'
        }
    }

    Context 'Recordings' {
        It 'are MP3 and Ogg Vorbis without ffmpeg, whose readers nobody else sees' {
            $fixtures = Join-Path -Path $PSScriptRoot -ChildPath ../RealtimeEvals.Tests/Audio/Fixtures
            Copy-Item -Path $fixtures/yes.mp3 -Destination one.wav
            Copy-Item -Path $fixtures/yes.ogg -Destination two.wav
            @'
example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path
one,Yes.,,,one.wav
two,Yes.,,,two.wav
'@ | Set-Content -Path own.csv
            $path = $env:PATH
            try {
                $env:PATH = ''
                $set = New-WalkAudio own.csv -OutputPath own
            } finally {
                $env:PATH = $path
            }
            $set.Created | Should -Be 2
            Get-Item -Path own/one.wav, own/two.wav | ForEach-Object -Process { $_.Length | Should -BeGreaterThan 1500 }

            $readers = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'NLayer', 'NVorbis' }
            $readers | Should -HaveCount 2
            $readers | ForEach-Object -Process {
                [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name | Should -Be 'RealtimeEvals.Adapters'
            }
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach{ $_.GetName().Name } | Should -Not -Contain 'NLayer'
        }

        It 'of two parties are refused until a channel is chosen' {
            [byte[]] $data = 0..1999 |
                ForEach-Object -Process { [BitConverter]::GetBytes([int16] (8000 * [Math]::Sin($_ / 3))) + [byte[]] (0, 0) }
            [byte[]] $shape = 16, 0, 0, 0, 1, 0, 2, 0, 64, 31, 0, 0, 0, 125, 0, 0, 4, 0, 16, 0
            [byte[]] $header = [byte[]] (82, 73, 70, 70, 100, 31, 0, 0) + [Text.Encoding]::ASCII.GetBytes('WAVEfmt ') + $shape
            [byte[]] $file = $header + [Text.Encoding]::ASCII.GetBytes('data') + [byte[]] (64, 31, 0, 0) + $data
            [IO.File]::WriteAllBytes((Join-Path -Path $folder -ChildPath call.wav), $file)
            "example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path`
one,Yes.,,,call.wav" | Set-Content -Path own.csv

            { New-WalkAudio own.csv -ErrorAction Stop } |
                Should -Throw -ErrorId 'InvalidInput,*' -ExpectedMessage '*channels that differ*left, right or mix*'
            (New-WalkAudio own.csv -Channel Left).Created | Should -Be 1
            { New-WalkAudio own.csv -Channel Right -OutputPath right -ErrorAction Stop } |
                Should -Throw -ExpectedMessage "*the recording of 'one', has nothing but silence*"
        }

        It 'need neither a service nor a key' {
            Copy-Item -Path "$shippedAudio/crawl_001.wav" -Destination call.wav
            Set-Content -Path own.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'own,Hello,,,call.wav'
            $set = New-WalkAudio own.csv -Sandbox:$false -Condition clean, telephone
            $set.Created | Should -Be 2
            (Get-Content -Path walk/own.audio.json | ConvertFrom-Json).speech_by | Should -Be 'recordings'
        }

        It 'of two channels at another rate are averaged where that is asked for, and resampled' {
            $samples = [Collections.Generic.List[byte]]::new()
            for ($i = 0; $i -lt 16000; $i++) {
                $level = [int16](8000 * [math]::Sin(2 * [math]::PI * 400 * $i / 16000))
                foreach ($channel in $level, 0) { $samples.AddRange([BitConverter]::GetBytes([int16]$channel)) }
            }
            Write-Wav -Path "$folder/tone.wav" -Data $samples.ToArray() -Channels 2 -Rate 16000 -Tag 1 -Bits 16
            Set-Content -Path own.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'tone,Hello,,,tone.wav'
            New-WalkAudio own.csv -Channel Mix | Out-Null
            Get-SpokenLength "$folder/walk/tone.wav" | Should -Be 1000
        }

        It 'and texts may stand in one source' {
            Copy-Item -Path "$shippedAudio/crawl_001.wav" -Destination call.wav
            Set-Content -Path own.csv -Value @(
                'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path'
                'own,Hello,,,call.wav'
                'spoken,Hello,,,'
            )
            (New-WalkAudio own.csv).Created | Should -Be 2
            { New-WalkAudio own.csv -OutputPath other -Sandbox:$false } | Should -Throw -ErrorId 'ApiKeyMissing,*'
        }
    }

    Context 'A realtime session that reads aloud' {
        It 'makes speech that is heard' {
            $set = New-WalkAudio calls.csv -SpeechSource Realtime
            $made = Get-Content -Path walk/calls.audio.json | ConvertFrom-Json
            $made.speech_source | Should -Be 'Realtime'
            $made.speech_model | Should -Be 'gpt-realtime-2.1-mini'
            ($set | Invoke-WalkReplay -Sandbox).Outcome | Should -Be 'Pass', 'Pass', 'Pass'
        }
    }
}
