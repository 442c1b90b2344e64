BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
}

Describe 'Get-RealtimeSandbox' {
    BeforeEach {
        $script:first = Start-RealtimeSandbox
        $script:second = Start-RealtimeSandbox -Fault no-done
    }

    AfterEach {
        Get-RealtimeSandbox | Stop-RealtimeSandbox
    }

    It 'gives those that run, the oldest first' {
        (Get-RealtimeSandbox).Port | Should -Be $first.Port, $second.Port
        Get-RealtimeSandbox | ForEach-Object -Process { $_ | Should -BeOfType ([RealtimeEvals.PowerShell.Commands.RealtimeSandbox]) }
    }

    It 'gives the very objects that Start-RealtimeSandbox gave' {
        [object]::ReferenceEquals((Get-RealtimeSandbox -Port $second.Port), $second) | Should -BeTrue
    }

    It 'gives nothing once all are stopped' {
        Get-RealtimeSandbox | Stop-RealtimeSandbox
        $first.IsRunning | Should -BeFalse
        $second.IsRunning | Should -BeFalse
        @(Get-RealtimeSandbox -ErrorAction Stop).Count | Should -Be 0
    }

    It 'does not give what is stopped' {
        $first | Stop-RealtimeSandbox
        (Get-RealtimeSandbox).Port | Should -Be $second.Port
    }

    It 'gives those of the ports, in their order' {
        (Get-RealtimeSandbox $second.Port, $first.Port).Port | Should -Be $second.Port, $first.Port
    }

    It 'leaves out those that -Sandbox starts for a run alone' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/results" |
            ForEach-Object -Process { Get-RealtimeSandbox } |
            Should -HaveCount 2
    }

    It 'writes SandboxNotFound for an unknown port and goes on' {
        $found = Get-RealtimeSandbox -Port 1, $first.Port -ErrorAction SilentlyContinue -ErrorVariable problems
        $found.Port | Should -Be $first.Port
        $problems.Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'SandboxNotFound,*'
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'Get-RealtimeSandbox'
    }
}
