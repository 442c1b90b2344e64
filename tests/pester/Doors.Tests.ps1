BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    Push-Location -Path $TestDrive
}

AfterAll {
    Pop-Location
}

Describe 'What the module can be told as the program can' {
    It 'refuses the sandbox together with a base address: <Name>' -ForEach @(
        @{ Name = 'Invoke-CrawlEval'; Given = @{} }
        @{ Name = 'Start-SimulatedConversation'; Given = @{} }
        @{ Name = 'Invoke-RefusalSmoke'; Given = @{} }
        @{ Name = 'New-WalkAudio'; Given = @{} }
    ) {
        { & $Name -Sandbox -BaseAddress http://127.0.0.1:9/v1 -Confirm:$false @Given -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidSetting,*' -ExpectedMessage '*sandbox*endpoint*'
    }

    It 'asks the service at a base address' {
        $sandbox = Start-RealtimeSandbox
        try {
            $key = ConvertTo-SecureString -String sk-0123456789 -AsPlainText
            $result = Invoke-CrawlEval -BaseAddress $sandbox.BaseAddress -ApiKey $key -MaximumCount 1
            $result.Outcome | Should -Be Pass
            $result.Provider | Should -BeExactly sandbox
        }
        finally { $sandbox | Stop-RealtimeSandbox }
    }

    It 'writes the gate of a smoke false where a rule does not hold, and true where it does' {
        Write-Status "$TestDrive/status.json" refusal_ok
        $to = @{ StatusPath = 'status.json'; GateKey = 'refusal_ok'; AllowSandbox = $true; AsSummary = $true }
        $bad = Invoke-RefusalSmoke -Sandbox @to -Rule 'cases >= 49'
        $bad.GatePass | Should -BeFalse
        $bad.GateReasons -join ' ' | Should -BeLike '*rules do not hold*'
        Get-Gate status.json refusal_ok | Should -BeExactly 'False/False'
        (Invoke-RefusalSmoke -Sandbox @to -Rule 'cases >= 48').GatePass | Should -BeTrue
        Get-Gate status.json refusal_ok | Should -BeExactly 'True/True'
    }

    It 'refuses rules that cannot be used, and the gate is false by then: <What>' -ForEach @(
        @{ What = 'an unknown metric'; Given = @{ Rule = 'pas_rate >= 1' }; Id = 'UnknownMetric' }
        @{ What = 'a bound without a rule'; Given = @{ MinimumSampleCount = 3 }; Id = 'InvalidSetting' }
        @{ What = 'rules of a dry run'; Given = @{ Rule = 'pass_rate >= 1'; DryRun = $true }; Id = 'InvalidSetting' }
    ) {
        Write-Status "$TestDrive/status.json" refusal_ok
        { Invoke-RefusalSmoke -Sandbox -StatusPath status.json -GateKey refusal_ok @Given -ErrorAction Stop } |
            Should -Throw -ErrorId "$Id,*"
        Get-Gate status.json refusal_ok | Should -BeExactly 'False/False'
    }

    It 'speaks a smoke in chunks of the asked length' {
        $null = Invoke-RefusalSmoke -Sandbox -UseVoice -MaximumCount 1 -ChunkMs 50 -RunName spoken -SpeechCachePath cache
        (Get-Content -Path results/spoken/run.json -Raw | ConvertFrom-Json).settings.chunk_ms | Should -Be 50
    }

    It 'takes the rules of a sandbox from a folder' {
        $null = New-Item -ItemType Directory -Path rules
        { Start-RealtimeSandbox -RulesPath rules -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSandboxRules,*'
    }

    It 'writes the usual gate of a result file without a key' {
        $null = Invoke-RefusalSmoke -Sandbox -RunName kept -AllowSandbox
        Write-Status "$TestDrive/status.json" other
        Update-PulseStatus -Path status.json -ResultPath results/kept/refusal_smoke_result.json -AllowSandbox
        (Get-Status status.json).gates.openai_evals_refusal_smoke_pass | Should -BeTrue
    }
}
