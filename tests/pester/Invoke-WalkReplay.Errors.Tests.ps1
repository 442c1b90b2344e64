BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-WalkTest.ps1"
    $PSDefaultParameterValues['Invoke-WalkReplay:Sandbox'] = $true
    $PSStyle.OutputRendering = 'PlainText'
    Push-Location -Path $TestDrive
    $script:shipped = "$shippedAudio/customer_calls.csv"
}

AfterAll {
    $PSDefaultParameterValues.Remove('Invoke-WalkReplay:Sandbox')
    Pop-Location
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
