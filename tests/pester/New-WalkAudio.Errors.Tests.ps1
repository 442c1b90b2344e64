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
