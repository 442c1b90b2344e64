BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
}

Describe 'Stop-RealtimeSandbox' {
    BeforeEach {
        $script:sandbox = Start-RealtimeSandbox
    }

    AfterEach {
        $sandbox | Stop-RealtimeSandbox
    }

    It 'stops what comes through the pipeline and writes nothing' {
        $other = Start-RealtimeSandbox
        $sandbox, $other | Stop-RealtimeSandbox | Should -BeNullOrEmpty
        $sandbox.IsRunning | Should -BeFalse
        $other.IsRunning | Should -BeFalse
        { Invoke-RestMethod -Uri "$($sandbox.BaseAddress)/models" } | Should -Throw
    }

    It 'stops by object' {
        Stop-RealtimeSandbox $sandbox
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'stops by port' {
        Stop-RealtimeSandbox -Port $sandbox.Port
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'stops by the property Port of any object' {
        [pscustomobject]@{ Port = $sandbox.Port } | Stop-RealtimeSandbox
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'is content with a sandbox that has been stopped' {
        $sandbox | Stop-RealtimeSandbox
        { $sandbox | Stop-RealtimeSandbox -ErrorAction Stop } | Should -Not -Throw
    }

    It 'writes SandboxNotFound for an unknown port and goes on' {
        Stop-RealtimeSandbox -Port 1, $sandbox.Port -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SandboxNotFound,*'
        $problems[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'Start-RealtimeSandbox'
        $sandbox.IsRunning | Should -BeFalse
    }

    It 'does not stop a newer sandbox on the port of an older one' {
        $sandbox | Stop-RealtimeSandbox
        $newer = Start-RealtimeSandbox -Port $sandbox.Port
        $sandbox | Stop-RealtimeSandbox
        $newer.IsRunning | Should -BeTrue
        $newer | Stop-RealtimeSandbox
    }

    It '-WhatIf stops nothing' {
        $sandbox | Stop-RealtimeSandbox -WhatIf
        $sandbox.IsRunning | Should -BeTrue
        (Invoke-RestMethod -Uri "$($sandbox.BaseAddress)/models").object | Should -Be 'list'
    }
}
