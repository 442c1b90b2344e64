BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    Push-Location -Path $TestDrive
    $script:rows = @(Invoke-RefusalSmoke -Sandbox -RunName rows | Sort-Object -Property CaseNumber)
}

AfterAll {
    Pop-Location
}

Describe 'The gate of Invoke-RefusalSmoke' {
    BeforeEach {
        Write-Status "$TestDrive/status.json"
        $script:before = Get-Content -Path status.json -Raw
    }

    It 'is false for the sandbox, and nothing else changes' {
        $run = Invoke-RefusalSmoke -Sandbox -RunName plain -Force -StatusPath status.json -AsSummary
        $run.GatePass | Should -BeFalse
        Get-Gate status.json | Should -BeExactly 'False/False'
        Test-Kept $before (Get-Content -Path status.json -Raw) | Should -BeTrue
        (Get-Status status.json).openai_evals_v0.refusal_smoke.status | Should -BeExactly 'rehearsal'
    }

    It 'is true for the sandbox with -AllowSandbox, and nothing else changes' {
        (Invoke-RefusalSmoke -Sandbox -RunName allowed -Force -StatusPath status.json -AllowSandbox -AsSummary).GatePass | Should -BeTrue
        Get-Gate status.json | Should -BeExactly 'True/True'
        Test-Kept $before (Get-Content -Path status.json -Raw) | Should -BeTrue
        (Get-Status status.json).metrics.openai_evals_refusal_smoke_passed | Should -Be 48
    }

    It 'is false when not all rows were run' {
        $null = Invoke-RefusalSmoke -Sandbox -MaximumCount 2 -RunName some -Force -StatusPath status.json -AllowSandbox
        Get-Gate status.json | Should -BeExactly 'False/False'
    }

    It 'has the name that is given' {
        $null = Invoke-RefusalSmoke -Sandbox -RunName named -Force -StatusPath status.json -AllowSandbox -GateKey my_gate
        Get-Gate status.json my_gate | Should -BeExactly 'True/True'
        Get-Gate status.json | Should -BeExactly 'True/True'
    }

    It 'stands under meta only with -Placement Meta, and one that is there becomes false' {
        $null = Invoke-RefusalSmoke -Sandbox -RunName meta -Force -StatusPath status.json -AllowSandbox -Placement Meta
        Get-Gate status.json | Should -BeExactly 'False/False'
        (Get-Status status.json).meta.openai_evals_refusal_smoke_shadow.verdict | Should -BeExactly 'pass'
    }

    It 'takes a status file of a PSDrive and a result file of a relative path' {
        $null = New-PSDrive -Name Pulse -PSProvider FileSystem -Root $TestDrive
        $paths = @{ StatusPath = 'Pulse:/status.json'; OutputPath = './out.json' }
        $run = Invoke-RefusalSmoke -Sandbox -RunName drive -Force @paths -AllowSandbox -AsSummary
        Remove-PSDrive -Name Pulse
        Get-Gate status.json | Should -BeExactly 'True/True'
        "$TestDrive/out.json" | Should -Exist
        $run.ResultPath | Should -BeExactly (Get-Item -Path out.json).FullName
        (Get-Status status.json).openai_evals_v0.refusal_smoke.result_json | Should -BeExactly './out.json'
    }

    It 'is left alone by -WhatIf, which writes a plan' {
        $hash = Get-FolderHash $TestDrive
        $plan = @(Invoke-RefusalSmoke -Sandbox -RunName whatif -StatusPath status.json -OutputPath out-whatif.json -AllowSandbox -WhatIf)
        $plan | Should -HaveCount 1
        $plan[0] | Should -BeOfType ([RealtimeEvals.Model.RunPlan])
        "$($plan[0].Harness) $($plan[0].RunId) $($plan[0].Planned) $($plan[0].Provider)" |
            Should -BeExactly 'refusal-smoke whatif 48 sandbox'
        Get-FolderHash $TestDrive | Should -BeExactly $hash
    }

    It 'is false after <Id>' -ForEach @(
        @{ Id = 'InvalidSetting'; Call = { Invoke-RefusalSmoke -BaseAddress http://127.0.0.1:1/v1 -StatusPath status.json } }
        @{ Id = 'InvalidSetting'; Call = { Invoke-RefusalSmoke -Sandbox -CompatibleDryRun -StatusPath status.json } }
        @{ Id = 'InvalidSetting'; Call = { Invoke-RefusalSmoke -Sandbox -Temperature 3 -StatusPath status.json } }
        @{
            Id = 'InvalidSetting'
            Call = { Set-Content -Path note.txt -Value 'a note'; Invoke-RefusalSmoke -Sandbox -OutputPath note.txt -StatusPath status.json }
        }
        @{ Id = 'InvalidSandboxFault'; Call = { Invoke-RefusalSmoke -Sandbox -SandboxFault nonsense -StatusPath status.json } }
        @{
            Id = 'InvalidInput'
            Call = {
                Set-Content -Path bad.jsonl -Value '{"item":{"prompt":"x"}}'
                Invoke-RefusalSmoke bad.jsonl -Sandbox -StatusPath status.json -ErrorAction Stop
            }
        }
        @{ Id = 'InvalidInput'; Call = { Invoke-RefusalSmoke nowhere.jsonl -DryRun -StatusPath status.json -ErrorAction Stop } }
        @{ Id = 'NotFileSystemPath'; Call = { Invoke-RefusalSmoke Env:PATH -Sandbox -StatusPath status.json } }
        @{ Id = 'NotFileSystemPath'; Call = { Invoke-RefusalSmoke -Sandbox -OutputPath Env:out -StatusPath status.json } }
        @{ Id = 'ApiKeyMissing'; Call = { Invoke-RefusalSmoke -StatusPath status.json -ConfirmReal } }
        @{ Id = 'RunExists'; Call = { Invoke-RefusalSmoke -Sandbox -RunName rows -StatusPath status.json } }
    ) {
        $Call | Should -Throw -ErrorId "$Id,*"
        Get-Gate status.json | Should -BeExactly 'False/False'
        Test-Kept $before (Get-Content -Path status.json -Raw) | Should -BeTrue
    }

    It 'is not written after InvalidGateKey for <Key>' -ForEach @(
        @{ Key = 'gates' }
        @{ Key = 'metrics' }
        @{ Key = 'version' }
        @{ Key = 'note' }
        @{ Key = ' blank' }
    ) {
        { Invoke-RefusalSmoke -Sandbox -StatusPath status.json -GateKey $Key } | Should -Throw -ErrorId 'InvalidGateKey,*'
        Get-Content -Path status.json -Raw | Should -BeExactly $before
    }

    It 'is not written after an empty key' {
        { Invoke-RefusalSmoke -Sandbox -StatusPath status.json -GateKey '' } | Should -Throw -ErrorId 'InvalidSetting,*'
        Get-Content -Path status.json -Raw | Should -BeExactly $before
    }

    It 'is false when the next command of the pipeline wants no more' {
        $first = @(
            Invoke-RefusalSmoke -Sandbox -ThrottleLimit 1 -RunName first -StatusPath status.json -AllowSandbox |
                Select-Object -First 2
        )
        $first | Should -HaveCount 2
        Get-Gate status.json | Should -BeExactly 'False/False'
        (Get-Status status.json).openai_evals_v0.refusal_smoke.status | Should -BeExactly 'failed'
    }

    It 'is false when an empty pipeline comes' {
        @() | Invoke-RefusalSmoke -Sandbox -StatusPath status.json -AllowSandbox | Should -BeNullOrEmpty
        Get-Gate status.json | Should -BeExactly 'False/False'
    }

    It 'is false when the command in front fails' {
        { & { throw 'broken' } | Invoke-RefusalSmoke -Sandbox -StatusPath status.json -AllowSandbox } | Should -Throw 'broken'
        Get-Gate status.json | Should -BeExactly 'False/False'
    }

    It 'is not written twice: a second smoke set is an error, and the gate is false' {
        Copy-Item -Path $rows[0].DataPath -Destination one.jsonl
        Copy-Item -Path $rows[0].DataPath -Destination two.jsonl
        { Get-Item -Path one.jsonl, two.jsonl | Invoke-RefusalSmoke -Sandbox -StatusPath status.json -AllowSandbox } |
            Should -Throw -ErrorId 'InvalidSetting,*'
        Get-Gate status.json | Should -BeExactly 'False/False'
    }
}

Describe 'A status file that cannot be used' {
    It 'is <Id> when it <What>, and is left as it is' -ForEach @(
        @{ Id = 'StatusFileMissing'; What = 'is not there'; Text = $null }
        @{ Id = 'StatusFileInvalid'; What = 'is a list'; Text = '[1]' }
        @{ Id = 'StatusFileInvalid'; What = 'is cut off'; Text = '{"gates":{' }
        @{ Id = 'StatusFileInvalid'; What = 'has gates that are no object'; Text = '{"gates":[]}' }
    ) {
        Remove-Item -Path odd.json -ErrorAction Ignore
        if ($Text) { [IO.File]::WriteAllText("$TestDrive/odd.json", $Text) }
        { Invoke-RefusalSmoke -Sandbox -RunName odd -StatusPath odd.json } | Should -Throw -ErrorId "$Id,*"
        { 'set.jsonl' | Invoke-RefusalSmoke -Sandbox -RunName odd -StatusPath odd.json } | Should -Throw -ErrorId "$Id,*"
        if ($Text) { Get-Content -Path odd.json -Raw | Should -BeExactly $Text } else { 'odd.json' | Should -Not -Exist }
        'results/odd' | Should -Not -Exist
    }

    It 'is StatusFileNotWritable when it is read-only' {
        Write-Status "$TestDrive/readonly.json"
        Set-ItemProperty -Path readonly.json -Name IsReadOnly -Value $true
        try {
            { Invoke-RefusalSmoke -Sandbox -RunName readonly -StatusPath readonly.json } | Should -Throw -ErrorId 'StatusFileNotWritable,*'
        }
        finally {
            Set-ItemProperty -Path readonly.json -Name IsReadOnly -Value $false
        }
        'results/readonly' | Should -Not -Exist
    }
}
