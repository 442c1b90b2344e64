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

    function Get-Print([string] $Folder) {
        Get-ChildItem -Path $Folder -Recurse -File |
            Sort-Object -Property FullName |
            ForEach-Object -Process { "$($_.Name) $((Get-FileHash -LiteralPath $_.FullName).Hash)" }
    }
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

    Context 'What is there' {
        It 'is kept' {
            New-WalkAudio calls.csv -Condition clean, noise:10 | Out-Null
            $before = Get-Print walk
            (New-WalkAudio calls.csv -Condition clean, noise:10).Created | Should -Be 0
            Get-Print walk | Should -Be $before
        }

        It 'is completed' {
            New-WalkAudio calls.csv -Condition clean, babble:10 | Out-Null
            $before = Get-Print walk
            Remove-Item -Path walk/b.wav, walk/c.babble-10.wav
            Set-Content -Path walk/a.wav -Value 'half a file' -NoNewline
            (New-WalkAudio calls.csv -Condition clean, babble:10).Created | Should -Be 3
            Get-Print walk | Should -Be $before
        }

        It 'is made anew with -Force' {
            New-WalkAudio calls.csv | Out-Null
            (New-WalkAudio calls.csv -Force).Created | Should -Be 3
        }

        It 'is not mixed with another <Name>' -ForEach @(
            @{ Name = 'seed'; Other = @{ Seed = 2 } }
            @{ Name = 'voice'; Other = @{ Voice = 'cedar' } }
            @{ Name = 'speech_model'; Other = @{ SpeechModel = 'tts-1' } }
            @{ Name = 'speech_source'; Other = @{ SpeechSource = 'Realtime' } }
        ) {
            New-WalkAudio calls.csv -Condition noise:10 | Out-Null
            $before = Get-Print walk
            $thrown = { New-WalkAudio calls.csv -Condition noise:10 @Other } | Should -Throw -ErrorId 'AudioSetMismatch,*' -PassThru
            $thrown.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            $made = [regex]::Escape((Join-Path -Path $folder -ChildPath walk/a.noise-10.wav))
            "$thrown" |
                Should -Match "^The audio file '$made' is there already and was made from other words or with other settings\.$"
            $thrown.TargetObject | Should -Be (Join-Path -Path $folder -ChildPath walk/a.noise-10.wav)
            Get-Print walk | Should -Be $before
            (New-WalkAudio calls.csv -Condition noise:10 @Other -Force).Created | Should -Be 3
            (New-WalkAudio calls.csv -Condition noise:10 @Other).Created | Should -Be 0
        }

        It 'is not mixed with another source' {
            New-WalkAudio calls.csv | Out-Null
            (Get-Content -Path calls.csv) -replace 'thanks', 'goodbye' | Set-Content -Path calls.csv
            { New-WalkAudio calls.csv } | Should -Throw -ErrorId 'AudioSetMismatch,*'
        }

        It 'of another source in the same folder is not taken for the audio of this one' {
            (Get-Content -Path calls.csv) -replace 'thanks', 'goodbye' | Set-Content -Path other.csv
            New-WalkAudio calls.csv | Out-Null
            { New-WalkAudio other.csv } | Should -Throw -ErrorId 'AudioSetMismatch,*'
        }

        It 'of other settings is not passed off as the new set after -Force has failed' {
            New-WalkAudio calls.csv | Out-Null
            $before = (Get-FileHash -Path walk/*.wav).Hash
            { New-WalkAudio calls.csv -Voice cedar -SpeechCachePath cache -Force -SandboxFault speech:400 -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'AudioNotMade,*'
            { New-WalkAudio calls.csv -Voice cedar -SpeechCachePath cache } | Should -Throw -ErrorId 'AudioSetMismatch,*'
            (Get-FileHash -Path walk/*.wav).Hash | Should -Be $before
            (New-WalkAudio calls.csv -Voice cedar -SpeechCachePath cache -Force).Created | Should -Be 3
            (New-WalkAudio calls.csv -Voice cedar -SpeechCachePath cache).Created | Should -Be 0
        }

        It 'of other settings is not passed off as the new set after -Force has made a part' {
            New-WalkAudio calls.csv | Out-Null
            $common = @{ LiteralPath = 'calls.csv'; Voice = 'cedar'; SpeechCachePath = 'cache' }
            { New-WalkAudio @common -Force -SandboxFault speech:400@b -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'AudioNotMade,*'
            $thrown = { New-WalkAudio @common } | Should -Throw -ErrorId 'AudioSetMismatch,*' -PassThru
            $thrown.TargetObject | Should -Be (Join-Path -Path $folder -ChildPath walk/b.wav)
            (New-WalkAudio @common -Force).Created | Should -Be 3
        }

        It 'of other settings is not passed off as the new set when -Force named fewer conditions' {
            New-WalkAudio calls.csv -Condition clean, noise:10 | Out-Null
            $old = (Get-FileHash -Path walk/a.noise-10.wav).Hash
            New-WalkAudio calls.csv -Seed 2 -Force | Out-Null
            { New-WalkAudio calls.csv -Seed 2 -Condition clean, noise:10 } | Should -Throw -ErrorId 'AudioSetMismatch,*'
            (Get-FileHash -Path walk/a.noise-10.wav).Hash | Should -Be $old
            New-WalkAudio calls.csv -Seed 2 -Condition clean, noise:10 -Force | Out-Null
            (Get-FileHash -Path walk/a.noise-10.wav).Hash | Should -Not -Be $old
        }

        It 'does not depend on the seed where nothing is random' {
            New-WalkAudio calls.csv -Condition clean, telephone | Out-Null
            (New-WalkAudio calls.csv -Condition clean, telephone -Seed 2).Created | Should -Be 0
        }

        It 'depends on the words of the other cases with babble and only there' {
            New-WalkAudio calls.csv -Condition clean, noise:10, babble:10 | Out-Null
            (Get-Content -Path calls.csv) -replace 'BW-48213', 'BW-48214' | Set-Content -Path calls.csv
            Remove-Item -Path walk/c.*wav
            (New-WalkAudio calls.csv -Condition clean, noise:10).Created | Should -Be 2
            $thrown = { New-WalkAudio calls.csv -Condition clean, noise:10, babble:10 } |
                Should -Throw -ErrorId 'AudioSetMismatch,*' -PassThru
            $thrown.TargetObject | Should -Be (Join-Path -Path $folder -ChildPath walk/a.babble-10.wav)
        }

        It 'depends with babble on the voice of the others, for a recording too' {
            Copy-Item -Path "$shippedAudio/crawl_001.wav" -Destination call.wav
            Set-Content -Path own.csv -Value @(
                'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path'
                'own,Hello,,,call.wav'
                'spoken,Hello,,,'
            )
            New-WalkAudio own.csv -Condition babble:10 | Out-Null
            Remove-Item -Path walk/spoken.babble-10.wav
            $thrown = { New-WalkAudio own.csv -Condition babble:10 -Voice cedar } | Should -Throw -ErrorId 'AudioSetMismatch,*' -PassThru
            $thrown.TargetObject | Should -Be (Join-Path -Path $folder -ChildPath walk/own.babble-10.wav)
        }

        It 'is not taken for ours when it carries no fingerprint' {
            New-WalkAudio calls.csv | Out-Null
            Write-Wav -Path "$folder/walk/b.wav" -Data (Read-Wav "$folder/walk/b.wav")
            $before = (Get-FileHash -Path walk/b.wav).Hash
            $thrown = { New-WalkAudio calls.csv } | Should -Throw -ErrorId 'AudioSetMismatch,*' -PassThru
            $thrown.TargetObject | Should -Be (Join-Path -Path $folder -ChildPath walk/b.wav)
            (Get-FileHash -Path walk/b.wav).Hash | Should -Be $before
        }

        It 'is nothing after a call that made nothing, so that a corrected call needs no -Force' {
            { New-WalkAudio calls.csv -Voice nobody -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'AudioNotMade,*'
            (New-WalkAudio calls.csv).Created | Should -Be 3
        }

        It 'of the user is never overwritten: <Name>' -ForEach @(
            @{ Name = 'the source by its own table'; Id = 'InvalidSetting'; Options = @{ OutputPath = '.' } }
            @{ Name = 'the source, named as table'; Id = 'InvalidSetting'; Options = @{ TablePath = 'calls.csv'; OutputPath = 'audio' } }
            @{ Name = 'the source, with a blank folder'; Id = 'ParameterArgumentValidationError'; Options = @{ OutputPath = '' } }
        ) {
            $before = (Get-FileHash -Path calls.csv).Hash
            { New-WalkAudio calls.csv @Options } | Should -Throw -ErrorId "$Id,*"
            (Get-FileHash -Path calls.csv).Hash | Should -Be $before
        }

        It 'of the user is never overwritten: a recording by the audio of its case' {
            Write-Wav -Path "$folder/a.wav" -Data ([byte[]]::new(16000)) -Tag 1 -Bits 16
            Set-Content -Path own.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path', 'a,Hello,,,a.wav'
            $before = (Get-FileHash -Path a.wav).Hash
            { New-WalkAudio own.csv -OutputPath . -TablePath set.csv -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidInput,*'
            (Get-FileHash -Path a.wav).Hash | Should -Be $before
        }
    }

    Context '-WhatIf' {
        It 'writes nothing' {
            New-WalkAudio calls.csv -Condition clean, noise:10 -WhatIf | Should -BeNullOrEmpty
            Get-ChildItem -Path . -Force -Name | Should -Be 'calls.csv'
        }

        It 'leaves a set alone that -Force would replace' {
            New-WalkAudio calls.csv | Out-Null
            $before = Get-Print walk
            New-WalkAudio calls.csv -Voice cedar -Condition noise:5 -Force -WhatIf | Should -BeNullOrEmpty
            Get-Print walk | Should -Be $before
        }

        It 'still checks the conditions' {
            { New-WalkAudio calls.csv -Condition thunder -WhatIf } | Should -Throw -ErrorId 'InvalidCondition,*'
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

    Context 'Errors' {
        It 'InvalidCondition for <_>' -ForEach @(
            'thunder'
            ' '
            "`t"
            'clean:1'
            'noise'
            'noise:loud'
            'noise:61'
            'noise:10:blue'
            'noise:10:pink:1'
            'loss:101'
            'loss:5:0'
            'echo:0'
            'echo:100:2'
            'gain:41'
            'clip:-1'
            'silence'
            'babble:'
            'Clean'
            'noise:10+'
            '+noise:10'
            'realistic:1'
            'realistic+thunder'
        ) {
            $condition = $_
            $thrown = { New-WalkAudio calls.csv -Condition clean, $condition } | Should -Throw -ErrorId 'InvalidCondition,*' -PassThru
            $thrown.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $thrown.ErrorDetails.RecommendedAction | Should -Match 'noise:SNR'
            'walk' | Should -Not -Exist
        }

        It 'ParameterArgumentValidationError for conditions that are <Name>' -ForEach @(
            @{ Name = 'null'; Given = $null }
            @{ Name = 'no conditions'; Given = @() }
            @{ Name = 'an empty string'; Given = '' }
            @{ Name = 'an empty string among others'; Given = 'clean', '' }
            @{ Name = 'null among others'; Given = 'clean', $null }
        ) {
            $thrown = { New-WalkAudio calls.csv -Condition $Given } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' -PassThru
            $thrown.CategoryInfo.Category | Should -Be 'InvalidData'
            'walk' | Should -Not -Exist
        }

        It '<Id> from <Command>' -ForEach @(
            @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { New-WalkAudio calls.csv -ThrottleLimit 0 } }
            @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { New-WalkAudio calls.csv -TotalTimeoutSec 0 } }
            @{ Id = 'InvalidSetting'; Category = 'InvalidArgument'; Command = { New-WalkAudio calls.csv -RetryTimeoutSec -1 } }
            @{ Id = 'ApiKeyMissing'; Category = 'AuthenticationError'; Command = { New-WalkAudio calls.csv -Endpoint wss://example.com } }
            @{
                Id = 'InvalidSetting'
                Category = 'InvalidArgument'
                Command = { New-WalkAudio calls.csv -Sandbox:$false -Endpoint ws://127.0.0.1:9/other }
            }
            @{ Id = 'InvalidSandboxFault'; Category = 'InvalidArgument'; Command = { New-WalkAudio calls.csv -SandboxFault earthquake } }
            @{
                Id = 'InvalidEndpoint'
                Category = 'InvalidArgument'
                Command = { New-WalkAudio calls.csv -Sandbox:$false -Endpoint ftp://example.com }
            }
            @{ Id = 'ApiKeyMissing'; Category = 'AuthenticationError'; Command = { New-WalkAudio calls.csv -Sandbox:$false } }
            @{ Id = 'ResultsNotWritable'; Category = 'InvalidArgument'; Command = { New-WalkAudio calls.csv -OutputPath calls.csv/walk } }
            @{ Id = 'NotFileSystemPath'; Category = 'InvalidArgument'; Command = { New-WalkAudio Env:PATH } }
            @{
                Id = 'AudioNotMade'
                Category = 'ConnectionError'
                Command = { New-WalkAudio calls.csv -SpeechCachePath cache -SandboxFault speech:400 -ErrorAction SilentlyContinue }
            }
        ) {
            $thrown = $Command | Should -Throw -PassThru
            $thrown.FullyQualifiedErrorId | Should -Be "$Id,RealtimeEvals.PowerShell.Commands.NewWalkAudioCommand"
            $thrown.CategoryInfo.Category | Should -Be $Category
            $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'is an error with a category for <Name>, not an exception that escaped' -ForEach @(
            @{ Name = 'conditions that are null'; Command = { New-WalkAudio calls.csv -Condition $null } }
            @{ Name = 'a condition that is null'; Command = { New-WalkAudio calls.csv -Condition clean, $null } }
            @{ Name = 'a table that is blank'; Command = { New-WalkAudio calls.csv -TablePath '' } }
            @{
                Name = 'a folder in the place of an audio file'
                Command = { New-Item -ItemType Directory -Path walk/a.wav; New-WalkAudio calls.csv }
            }
            @{
                Name = 'a folder in the place of the table'
                Command = { New-Item -ItemType Directory -Path walk/calls.csv; New-WalkAudio calls.csv }
            }
        ) {
            $thrown = $Command | Should -Throw -PassThru
            $thrown.FullyQualifiedErrorId | Should -Not -BeLike 'Unexpected,*'
            $thrown.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        }

        It 'InvalidInput names file, row and column of every problem at once' {
            Write-Wav -Path "$folder/empty.wav" -Data ([byte[]]::new(0))
            Set-Content -Path text.wav -Value 'no sound'
            Set-Content -Path bad.csv -Value @(
                'example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path'
                'a,,,,'
                'b,Hello,,,missing.wav'
                'c,Hello,,,empty.wav'
                'd,Hello,,,text.wav'
                '"not an id",Hello,,,'
                'e,Hello,,,../outside.wav'
            )
            New-WalkAudio bad.csv -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
            $problems | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
            $problems[0].TargetObject | Should -Be (Join-Path -Path $folder -ChildPath bad.csv)
            $places = @(
                'row 2, user_text'
                "row 3, audio_path: 'missing.wav' does not exist"
                "row 4, audio_path: 'empty.wav'"
                "row 5, audio_path: 'text.wav'"
                'row 6, example_id'
                "row 7, audio_path: '../outside.wav' leads outside"
            )
            foreach ($place in $places) {
                "$($problems[0])" | Should -Match "bad\.csv, $([regex]::Escape($place))"
            }
            'walk' | Should -Not -Exist
        }

        It 'InvalidInput for ids that would be those of other cases under a condition' {
            Set-Content -Path twice.csv -Value 'example_id,user_text,gt_tool_call,gt_tool_call_arg', 'a,Hello,,', 'a.noise-10,Goodbye,,'
            New-WalkAudio twice.csv -Condition clean, noise:10 -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
            'walk' | Should -Not -Exist
        }

        It 'InvalidInput, once, for a source that is separated by semicolons' {
            Set-Content -Path semicolons.csv -Value 'example_id;user_text;gt_tool_call;gt_tool_call_arg', 'a;Hello;;'
            New-WalkAudio semicolons.csv -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
            $problems | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
            "$($problems[0])" | Should -Match "columns separated by ';'"
        }

        It 'of speech do not reach the words that the cache holds' {
            New-WalkAudio calls.csv -SpeechCachePath cache | Out-Null
            (New-WalkAudio calls.csv -SpeechCachePath cache -OutputPath other -SandboxFault speech:400).Created | Should -Be 3
        }

        It 'of speech can be those of one case' {
            $thrown = { New-WalkAudio calls.csv -SpeechCachePath cache -SandboxFault speech:400@b -ErrorAction SilentlyContinue } |
                Should -Throw -ErrorId 'AudioNotMade,*' -PassThru
            "$thrown" | Should -Match '1 of 3 cases have no audio; the first: b'
            Get-ChildItem -Path walk -Name | Should -Be 'a.wav', 'c.wav'
        }

        It 'do not come from a speech cache that cannot be written: it is a warning' {
            Set-Content -Path taken -Value 'a file'
            $set = New-WalkAudio calls.csv -SpeechCachePath taken -WarningAction SilentlyContinue -WarningVariable warnings
            $set.Created | Should -Be 3
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match 'speech cache .* cannot be written'
        }

        It 'of one source does not end the pipeline' {
            Set-Content -Path bad.csv -Value 'example_id'
            $sets = @('bad.csv', 'calls.csv' | New-WalkAudio -ErrorAction SilentlyContinue -ErrorVariable problems)
            $problems | Should -HaveCount 1
            $sets | Should -HaveCount 1
        }

        It 'of one case leaves the audio of the others, and the same command makes the rest' {
            New-WalkAudio calls.csv -Condition babble:10 -OutputPath whole | Out-Null
            $common = @{ LiteralPath = 'calls.csv'; Condition = 'babble:10'; SpeechCachePath = 'cache' }
            $thrown = {
                New-WalkAudio @common -SandboxFault speech:400x1 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problems
            } | Should -Throw -ErrorId 'AudioNotMade,*' -PassThru
            "$thrown" | Should -Match '1 of 3'
            'walk/calls.csv' | Should -Not -Exist
            New-WalkAudio @common | Out-Null
            (Get-FileHash -Path walk/*.wav).Hash | Should -Be (Get-FileHash -Path whole/*.wav).Hash
        }
    }
}
