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
