BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:rows = @(Invoke-RefusalSmoke -Sandbox -RunName rows | Sort-Object -Property CaseNumber)
}

AfterAll {
    Pop-Location
}

Describe 'Rows of Invoke-RefusalSmoke' {
    It 'are one object for each request' {
        $rows | Should -HaveCount 48
        $rows | Should -BeOfType ([RealtimeEvals.Model.RefusalResult])
        ($rows.Outcome | Sort-Object -Unique) | Should -Be 'Pass'
        $rows[0].CaseId | Should -BeExactly 'row_001'
        $rows[0].Planned | Should -Be 48
        $rows[0].Provider | Should -BeExactly 'sandbox'
        ($rows.Label | Sort-Object -Unique) | Should -Be 'Allow', 'Refuse'
    }

    It 'survive Export-Csv' {
        $rows | Select-Object -Property Row | Export-Csv -Path rows.csv
        $again = @(Import-Csv -Path rows.csv)
        $again | Should -HaveCount 48
        $again[1].Label | Should -BeExactly 'Refuse'
        $again[1].Prompt | Should -BeExactly $rows[1].Prompt
    }

    It 'survive ConvertTo-Json' {
        $again = $rows | ConvertTo-Json -Depth 4 -EnumsAsStrings | ConvertFrom-Json
        $again | Should -HaveCount 48
        $again[1].Expected | Should -BeExactly 'Refuse'
        $again[1].Usage.InputTokens | Should -Be $rows[1].Usage.InputTokens
    }

    It 'survive a job, and are filtered by the same words' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Invoke-RefusalSmoke -Sandbox -MaximumCount 4 -RunName job -ResultsPath "$using:TestDrive/job"
            Invoke-RefusalSmoke -Sandbox -MaximumCount 4 -RunName whole -ResultsPath "$using:TestDrive/job" -AsSummary
        }
        $came = @($job | Receive-Job -Wait -AutoRemoveJob)
        $came | Should -HaveCount 5
        $came[0].PSObject.TypeNames | Should -Contain 'Deserialized.RealtimeEvals.Model.RefusalResult'
        @($came[0..3] | Where-Object -Property Label -EQ -Value Refuse) | Should -HaveCount 2
        $came[0].Label | Should -BeOfType ([RealtimeEvals.Model.RefusalLabel])
        $came[0].Backend | Should -BeOfType ([RealtimeEvals.Model.RefusalBackend])
        $came[4].ResultCounts.Passed | Should -Be 4
        $came[4].Rows | Should -HaveCount 4
        $came[4].Rows[1].Prompt | Should -BeExactly $rows[1].Prompt
    }

    It 'have a table that fits 120 columns' {
        $PSStyle.OutputRendering = 'PlainText'
        $table = $rows | Out-String -Width 120
        $table | Should -Match '(?m)^Row +Outcome +Expected +Label +Prompt *$'
        $table | Should -Match '(?m)^ *Run: rows\r?$'
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }
}

Describe 'The summary of Invoke-RefusalSmoke' {
    It 'is one object for the run, and no row beside it' {
        $run = @(Invoke-RefusalSmoke -Sandbox -RunName summary -AsSummary)
        $run | Should -HaveCount 1
        $run[0] | Should -BeOfType ([RealtimeEvals.Model.RefusalSmokeResult])
        "$($run[0].GateKey) $($run[0].GatePass) $($run[0].Status) $($run[0].Rows.Count)" |
            Should -BeExactly 'openai_evals_refusal_smoke_pass False completed 48'
        $run[0].GateReasons | Should -Match 'sandbox'
        $run[0].ResultPath | Should -Exist
        (Get-Content -Path $run[0].ResultPath | ConvertFrom-Json).gate_pass | Should -BeFalse
    }

    It 'is shown as a list' {
        $PSStyle.OutputRendering = 'PlainText'
        $list = Invoke-RefusalSmoke -Sandbox -RunName list -MaximumCount 2 -AsSummary | Out-String -Width 120
        $list | Should -Match '(?m)^GatePass +: False'
        $list | Should -Match '(?m)^ResultCounts +: 2 passed'
    }
}

Describe 'A fault of the sandbox' {
    It 'answer:<Value> makes a row <Outcome>, <Label>' -ForEach @(
        @{ Value = 'wrong'; Outcome = 'Fail'; Label = 'Allow'; Errors = 0 }
        @{ Value = 'empty'; Outcome = 'Error'; Label = 'Unclear'; Errors = 1 }
        @{ Value = 'chatty'; Outcome = 'Fail'; Label = 'Unclear'; Errors = 0 }
        @{ Value = 'refused'; Outcome = 'Fail'; Label = 'Unclear'; Errors = 0 }
    ) {
        Write-Status "$TestDrive/fault.json"
        $run = @{
            Sandbox = $true
            SandboxFault = "answer:$Value@row_002"
            StatusPath = 'fault.json'
            AllowSandbox = $true
            ErrorAction = 'SilentlyContinue'
        }
        $row = Invoke-RefusalSmoke @run -RunName "fault-$Value" -ErrorVariable failed | Where-Object -Property CaseId -EQ -Value row_002
        "$($row.Outcome) $($row.Label)" | Should -BeExactly "$Outcome $Label"
        @($failed | Where-Object -Property FullyQualifiedErrorId -Like -Value 'CaseFailed,*') | Should -HaveCount $Errors
        Get-Gate fault.json | Should -BeExactly 'False/False'
    }

    It 'that never happened gives a warning' {
        $unused = @{ SandboxFault = 'answer:wrong@row_900'; MaximumCount = 1; RunName = 'unused' }
        $null = Invoke-RefusalSmoke -Sandbox @unused -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match 'row_900'
    }
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
        @{ Key = '' }
    ) {
        { Invoke-RefusalSmoke -Sandbox -StatusPath status.json -GateKey $Key } | Should -Throw -ErrorId 'InvalidGateKey,*'
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

Describe 'A dry run' {
    It 'asks nobody and never passes' {
        Write-Status "$TestDrive/dry.json"
        $run = Invoke-RefusalSmoke -DryRun -StatusPath dry.json -OutputPath dry-result.json
        "$($run.DryRun) $($run.GatePass) $($run.Status) $($run.Provider)" | Should -BeExactly 'True False dry_run dry-run'
        Get-Gate dry.json | Should -BeExactly 'False/False'
        (Get-Content -Path dry-result.json | ConvertFrom-Json).dry_run | Should -BeTrue
    }

    It 'says what the reference says with -CompatibleDryRun, and makes the status file' {
        $run = Invoke-RefusalSmoke -DryRun -CompatibleDryRun -StatusPath made.json -OutputPath compatible.json
        "$($run.GatePass) $($run.Status) $($run.ResultCounts.Passed)" | Should -BeExactly 'True succeeded 48'
        Get-Gate made.json | Should -BeExactly 'True/True'
    }
}

Describe 'Other ways to answer' {
    It 'are a file of answers, with -Backend Replay' {
        $answers = $rows | ForEach-Object -Process {
            $answer = $_.CaseNumber -eq 3 ? 'Perhaps.' : "$($_.Expected)".ToUpperInvariant()
            @{ prompt = $_.Prompt; answer = $answer } | ConvertTo-Json -Compress
        }
        Set-Content -Path answers.jsonl -Value $answers
        $replayed = Invoke-RefusalSmoke -Backend Replay -AnswerPath answers.jsonl -RunName replay -AsSummary
        "$($replayed.ResultCounts.Passed) $($replayed.ResultCounts.Failed) $($replayed.Provider) $($replayed.GatePass)" |
            Should -BeExactly '47 1 replay False'
        { Invoke-RefusalSmoke -Backend Replay -RunName without } | Should -Throw -ErrorId 'InvalidSetting,*'
    }

    It 'are a realtime agent, with -Voice' {
        $spoken = @(Invoke-RefusalSmoke -Sandbox -Voice -MaximumCount 2 -RunName spoken | Sort-Object -Property CaseNumber)
        $spoken.Outcome | Should -Be 'Pass', 'Pass'
        $spoken.Label | Should -Be 'Allow', 'Refuse'
        $spoken[0].EventLogPath | Should -Exist
    }

    It 'are chat completions and hosted evaluations, with -Backend <_>' -ForEach 'ChatCompletions', 'AzureEvals' {
        $run = Invoke-RefusalSmoke -Sandbox -Backend $_ -PollIntervalSec 0.05 -RunName "by-$_" -AllowSandbox -AsSummary
        "$($run.Backend) $($run.GatePass) $($run.ResultCounts.Passed)" | Should -BeExactly "$_ True 48"
    }
}
