BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
}

Describe 'Start-RealtimeSandbox' {
    BeforeEach {
        $script:sandboxes = [Collections.Generic.List[object]]::new()
    }

    AfterEach {
        $sandboxes | Stop-RealtimeSandbox
    }

    It 'gives a sandbox that is running' {
        $sandbox = Start-RealtimeSandbox
        $sandboxes.Add($sandbox)
        $sandbox | Should -BeOfType ([RealtimeEvals.PowerShell.Commands.RealtimeSandbox])
        $sandbox.IsRunning | Should -BeTrue
        $sandbox.Port | Should -BeGreaterThan 0
        $sandbox.Endpoint | Should -Be "ws://127.0.0.1:$($sandbox.Port)/v1/realtime"
        $sandbox.BaseAddress | Should -Be "http://127.0.0.1:$($sandbox.Port)/v1"
        $sandbox.Fault | Should -BeNullOrEmpty
        $sandbox.StartedAt | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(-1))
        "$sandbox" | Should -Be $sandbox.Endpoint
    }

    It 'takes the port that was asked for' {
        $first = Start-RealtimeSandbox
        $first | Stop-RealtimeSandbox
        $second = Start-RealtimeSandbox $first.Port
        $sandboxes.Add($second)
        $second.Port | Should -Be $first.Port
    }

    It 'answers a client' {
        $sandbox = Start-RealtimeSandbox
        $sandboxes.Add($sandbox)
        (Invoke-RestMethod -Uri "$($sandbox.BaseAddress)/models").data.id | Should -Contain 'gpt-realtime-2.1'
    }

    It 'gives several at once' {
        $sandboxes.Add((Start-RealtimeSandbox))
        $sandboxes.Add((Start-RealtimeSandbox))
        $sandboxes[0].Port | Should -Not -Be $sandboxes[1].Port
    }

    It 'shows its faults and has them' {
        $sandbox = Start-RealtimeSandbox -Fault handshake:503x1, no-done@crawl_002
        $sandboxes.Add($sandbox)
        $sandbox.Fault | Should -Be 'handshake:503x1 no-done@crawl_002'
        $run = @{ Endpoint = $sandbox.Endpoint; MaximumCount = 1; RetryTimeoutSec = 0; ResultsPath = "$TestDrive/results" }
        { Invoke-CrawlEval @run -WarningAction SilentlyContinue } |
            Should -Throw -ErrorId 'EndpointUnavailable,*'
    }

    It '-WhatIf starts nothing' {
        $probe = Start-RealtimeSandbox
        $probe | Stop-RealtimeSandbox
        Start-RealtimeSandbox -Port $probe.Port -WhatIf | Should -BeNullOrEmpty
        { Invoke-RestMethod -Uri "$($probe.BaseAddress)/models" } | Should -Throw
    }

    It 'ends with SandboxNotStarted where the port is taken' {
        $sandbox = Start-RealtimeSandbox
        $sandboxes.Add($sandbox)
        $thrown = { Start-RealtimeSandbox -Port $sandbox.Port } | Should -Throw -ErrorId 'SandboxNotStarted,*' -PassThru
        $thrown.CategoryInfo.Category | Should -Be 'ConnectionError'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $sandbox.IsRunning | Should -BeTrue
    }

    It 'refuses the port <_>' -ForEach -1, 65536 {
        { Start-RealtimeSandbox -Port $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}
