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
}
