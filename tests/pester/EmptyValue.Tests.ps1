BeforeDiscovery {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $texts = foreach ($command in 'Invoke-CrawlEval', 'Invoke-WalkReplay', 'Start-SimulatedConversation', 'Invoke-RefusalSmoke') {
        foreach ($parameter in (Get-Command -Name $command).Parameters.Values) {
            if ($parameter.ParameterType -in [string], [uri] -and -not [System.Management.Automation.Cmdlet]::CommonParameters.Contains($parameter.Name)) {
                @{ Command = $command; Parameter = $parameter.Name }
            }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
}

Describe 'An empty value' {
    It 'is refused by <Command> -<Parameter>' -ForEach $texts {
        $given = @{ $Parameter = '' }
        $failure = $null
        Push-Location -Path $TestDrive
        try {
            & $Command -Sandbox -MaximumCount 1 @given -WarningAction SilentlyContinue
        }
        catch {
            $failure = $_
        }
        finally {
            Pop-Location
        }

        $failure | Should -Not -BeNullOrEmpty
        "$failure" | Should -Match 'empty'
        "$TestDrive/results" | Should -Not -Exist
    }

    It 'of a policy ends a release script' {
        $script = {
            Import-Module -Name $args[0]
            Assert-EvalGate -RunPath $PSHOME -PolicyPath $neverSet
            'released'
        }
        & (Get-Process -Id $PID).Path -NoProfile -Command $script -args (Get-Module -Name RealtimeEvals).Path 2>&1 |
            Should -Not -Contain 'released'
    }
}
