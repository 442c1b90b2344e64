BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-ConversationTest.ps1"
    Start-SimulatedConversation -RunName whole | Out-Null
}

AfterAll {
    $PSDefaultParameterValues.Remove('Start-SimulatedConversation:Sandbox')
    $PSStyle.OutputRendering = $savedRendering
    Pop-Location
}

Describe 'Bad data for Start-SimulatedConversation' {
    BeforeAll {
        Write-BadSimulation bad
        $both = 'bad/simulations.csv', "$shipped/simulations.csv"
        $script:good = @(Start-SimulatedConversation $both -MaximumCount 1 -ErrorAction SilentlyContinue -ErrorVariable problems)
        $script:problem = $problems[0]
    }

    It 'is one error that does not keep the next file from running' {
        $problems | Should -HaveCount 1
        $good | Should -HaveCount 1
    }

    It 'does not keep the next file of the pipeline from running' {
        $files = 'bad/simulations.csv', "$shipped/simulations.csv"
        @($files | Start-SimulatedConversation -MaximumCount 1 -ErrorAction SilentlyContinue) | Should -HaveCount 1
    }

    It 'names the file and the path into its JSON' {
        $problem.FullyQualifiedErrorId | Should -Be 'InvalidInput,RealtimeEvals.PowerShell.Commands.StartSimulatedConversationCommand'
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$problem" | Should -Match ([regex]::Escape("$(Join-Path -Path $TestDrive -ChildPath bad/sim_refund.json), $.tool_mock: "))
    }

    It 'names row and column of an index' {
        Set-Content -Path index.csv -Value @(
            'simulation_id,simulation_path,enabled,max_turns_override'
            'a,none.json,true,0'
            'refund,bad/sim_refund.json,maybe,x'
        )
        Start-SimulatedConversation index.csv -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        "$($problems[0])" | Should -Match 'index\.csv, row 2, simulation_path: ''none\.json'''
        "$($problems[0])" | Should -Match 'index\.csv, row 3, enabled: ''maybe'''
        "$($problems[0])" | Should -Match 'index\.csv, row 3, max_turns_override: ''x'''
    }

    It 'is no caller who is not told how to end the call; that is a warning' {
        $parrot = @{ MaximumCount = 1; SimulatorSystemPrompt = 'You are a parrot.' }
        $result = Start-SimulatedConversation @parrot -WarningVariable warnings -WarningAction SilentlyContinue
        $result | Should -HaveCount 1
        @($warnings -like "The caller's instructions do not tell it to say END_CALL; *") | Should -HaveCount 1
    }

    It 'ends the pipeline when the user wants it to' {
        { 'bad/simulations.csv' | Start-SimulatedConversation -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidInput,*'
    }

    It 'makes no run folder' {
        Start-SimulatedConversation bad/simulations.csv -RunName refused -ErrorAction SilentlyContinue
        'results/refused' | Should -Not -Exist
    }
}

Describe 'Errors of Start-SimulatedConversation that end the pipeline' {
    It '<Id> for <Given>' -ForEach @(
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 2 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 27 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeSampleCount = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ JudgeModel = '' } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = 1.01 } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = -0.1 } }
        @{ Id = 'InvalidSetting'; Given = @{ InvalidCallerLimit = [double]::NaN } }
        @{ Id = 'InvalidSetting'; Given = @{ MaximumTurn = 1001 } }
        @{ Id = 'InvalidSetting'; Given = @{ MaximumTurn = -1 } }
        @{ Id = 'InvalidSetting'; Given = @{ TrialCount = 101 } }
        @{ Id = 'InvalidSetting'; Given = @{ ToolRoundLimit = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ TotalTimeoutSec = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ ThrottleLimit = 0 } }
        @{ Id = 'InvalidSetting'; Given = @{ SampleRate = 7999 } }
        @{ Id = 'InvalidSetting'; Given = @{ Resume = $true } }
        @{ Id = 'ApiKeyMissing'; Given = @{ Endpoint = 'wss://example.com' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'judge:maybe' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'judge#2' } }
        @{ Id = 'InvalidSandboxFault'; Given = @{ SandboxFault = 'error#0' } }
        @{ Id = 'EndpointUnavailable'; Given = @{ AssistantModel = 'nobody' } }
        @{ Id = 'EndpointUnavailable'; Given = @{ SimulatorModel = 'nobody' } }
        @{ Id = 'RunExists'; Given = @{ RunName = 'whole' } }
        @{ Id = 'ResumeMismatch'; Given = @{ RunName = 'whole'; Resume = $true; MaximumTurn = 3 } }
        @{ Id = 'PathNotFound'; Given = @{ Path = 'missing.csv' } }
        @{ Id = 'NotFileSystemPath'; Given = @{ Path = 'Env:PATH' } }
    ) {
        $thrown = { Start-SimulatedConversation @Given } | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId | Should -Be "$Id,RealtimeEvals.PowerShell.Commands.StartSimulatedConversationCommand"
        $thrown.CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'ConnectionError', 'AuthenticationError'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'InvalidSetting names all that is wrong' {
        $thrown = { Start-SimulatedConversation -JudgeSampleCount 2 -InvalidCallerLimit 2 -TrialCount -1 } |
            Should -Throw -ErrorId 'InvalidSetting,*' -PassThru
        "$thrown" | Should -Match 'judge samples is 2'
        "$thrown" | Should -Match 'invalid callers is 2'
        "$thrown" | Should -Match 'trials is -1'
    }

    It 'ApiKeyMissing without a key, although the sandbox is at hand' {
        { Start-SimulatedConversation -Sandbox:$false } | Should -Throw -ErrorId 'ApiKeyMissing,*'
    }

    It 'CaseFailed when the user wants it to' {
        $strict = @{ MaximumCount = 2; RunName = 'strict'; ThrottleLimit = 1; SandboxFault = 'drop:5@order_status/assistant#1' }
        { Start-SimulatedConversation @strict -ErrorAction Stop } | Should -Throw -ErrorId 'CaseFailed,*'
        (Get-Run strict).state | Should -Be 'cancelled'
    }
}
