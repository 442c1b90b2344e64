BeforeDiscovery {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $texts = foreach ($command in 'Invoke-CrawlEval', 'Invoke-WalkReplay', 'Start-SimulatedConversation', 'Invoke-RefusalSmoke') {
        foreach ($parameter in (Get-Command -Name $command).Parameters.Values) {
            $isText = $parameter.ParameterType -in [string], [string[]], [uri]
            if ($isText -and $parameter.Name -notin [System.Management.Automation.Cmdlet]::CommonParameters) {
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
        "$failure" | Should -Match 'empty|does not belong to the set'
        "$TestDrive/results" | Should -Not -Exist
    }

    It 'is no empty list of faults or rules' {
        $run = Invoke-CrawlEval -Sandbox -SandboxFault @() -MaximumCount 1 -ResultsPath "$TestDrive/lists" -WarningAction SilentlyContinue
        $run.Outcome | Should -Be 'Pass'
        ($run | Measure-EvalGate -Rule @() -AllowSandbox -AllowPartialData).Reason | Should -Be 'NoRules'
        { Invoke-CrawlEval -Sandbox -CaseId @() } | Should -Throw
    }

    It 'of Assert-EvalGate <Parameter> ends a release script' -ForEach @(
        @{ Parameter = '-PolicyPath' }
        @{ Parameter = '-PolicySet' }
        @{ Parameter = '-Rule' }
        @{ Parameter = '-DataPath' }
        @{ Parameter = '-MaximumAge' }
        @{ Parameter = '-MinimumSampleCount' }
    ) {
        $module = (Get-Module -Name RealtimeEvals).Path
        $script = "Import-Module '$module'; Assert-EvalGate -RunPath '$TestDrive' $Parameter `$neverSet; 'released'"
        $said = & pwsh -NoProfile -NonInteractive -Command $script 2>&1 | Out-String

        $LASTEXITCODE | Should -Be 1
        $said | Should -Match 'is empty'
        $said | Should -Not -Match '(?m)^released'
    }
}
