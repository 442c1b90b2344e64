BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:results = @(Invoke-CrawlEval -Sandbox -RunName night)
    $script:rules = 'pass_rate >= 0.9', 'errored == 0'
}

AfterAll {
    Pop-Location
}

Describe 'Measure-EvalGate' {
    It 'says the same of <Way>' -ForEach @(
        @{ Way = 'live results'; Reports = { $results | Measure-EvalGate $rules -AllowSandbox } }
        @{ Way = 'rows of results.csv'; Reports = { Import-Csv -Path results/night/results.csv | Measure-EvalGate $rules -AllowSandbox } }
        @{ Way = 'a folder by its name'; Reports = { Measure-EvalGate $rules -RunName night -AllowSandbox } }
        @{ Way = 'a folder by its path'; Reports = { Measure-EvalGate $rules -RunPath results/night/ -AllowSandbox } }
        @{ Way = 'a folder of Get-Item'; Reports = { Get-Item -Path results/night | Measure-EvalGate $rules -AllowSandbox } }
        @{ Way = 'a file of Get-Item'; Reports = { Get-Item -Path results/night/results.csv | Measure-EvalGate $rules -AllowSandbox } }
        @{ Way = 'a path as text'; Reports = { 'results/night' | Measure-EvalGate $rules -AllowSandbox } }
    ) {
        $report = @(& $Reports)
        $report | Should -HaveCount 1
        $report[0] | Should -BeOfType ([RealtimeEvals.Model.GateReport])
        $report[0].Message | Should -BeExactly ''
        "$($report[0].RunId) $($report[0].Verdict) $($report[0].Planned) $($report[0].Passed) $($report[0].Failed)" |
            Should -Be 'night Passed 18 17 1'
        $report[0].Rules.Rule | Should -Be $rules
        $report[0].Rules[0].Count | Should -Be 18
    }

    It 'takes results and reports of a job' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            $paths = @{ ResultsPath = "$using:TestDrive/job"; SpeechCachePath = "$using:TestDrive/.speech" }
            Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName job @paths
            Measure-EvalGate 'pass_rate == 1' -RunPath "$using:TestDrive/job/job" -AllowSandbox -AllowPartialData
        }
        $came = @($job | Receive-Job -Wait -AutoRemoveJob)
        $report = $came[0..1] | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
        $report.Verdict | Should -Be 'Passed'
        $again = $came[2] | Measure-EvalGate
        $again | Should -BeOfType ([RealtimeEvals.Model.GateReport])
        $again.Verdict | Should -Be 'Passed'
        $again.Rules[0].Value | Should -Be 1
        $came[2].Verdict | Should -BeOfType ([RealtimeEvals.Model.GateVerdict])
    }

    It 'does not evaluate <What>' -ForEach @(
        @{ What = 'filtered results'; Reason = 'CountsDiffer'; Objects = { $results | Where-Object -Property Outcome -EQ -Value Pass } }
        @{ What = 'results twice'; Reason = 'CountsDiffer'; Objects = { $results + $results[0] } }
        @{ What = 'an empty pipeline'; Reason = 'NoEvidence'; Objects = { @() } }
        @{ What = 'null'; Reason = 'NoEvidence'; Objects = { , $null } }
        @{ What = 'a plan'; Reason = 'DryRun'; Objects = { Invoke-CrawlEval -Sandbox -WhatIf } }
        @{ What = 'a folder without a run'; Reason = 'EvidenceUnreadable'; Objects = { 'nowhere' } }
        @{ What = 'another object'; Reason = 'EvidenceUnreadable'; Objects = { [pscustomobject]@{ Planned = 1 } } }
    ) {
        $report = & $Objects | Measure-EvalGate $rules -AllowSandbox
        $report.Verdict | Should -Be 'NotEvaluated'
        $report.Findings.Reason | Should -Contain $Reason
    }

    It 'does not take the sandbox for evidence' {
        $report = $results | Measure-EvalGate $rules
        $report.Verdict | Should -Be 'NotEvaluated'
        $report.Reason | Should -Be 'Sandbox'
    }

    It 'writes a report for each run' {
        $other = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName other
        $reports = $results + $other | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
        $reports.RunId | Should -Be 'night', 'other'
        $reports.Verdict | Should -Be 'Failed', 'Passed'
    }

    It 'sees a change of the evidence' {
        Copy-Item -Path results/night -Destination changed -Recurse
        Add-Content -Path changed/results.csv -Value ''
        (Measure-EvalGate $rules -RunPath changed -AllowSandbox).Reason | Should -Be 'EvidenceChanged'
    }

    It 'takes limits of age and number' {
        ($results | Measure-EvalGate $rules -AllowSandbox -MinimumSampleCount 19).Reason | Should -Be 'TooFewSamples'
        ($results | Measure-EvalGate $rules -AllowSandbox -MaximumAge 00:00:00.001).Reason | Should -Be 'Stale'
        { $results | Measure-EvalGate $rules -MaximumAge -01:00:00 } | Should -Throw -ErrorId 'InvalidSetting,*'
    }

    It 'takes <Age> for <Hours> hours' -ForEach @(
        @{ Age = 7; Hours = 7 }
        @{ Age = '7'; Hours = 7 }
        @{ Age = 1.5; Hours = 1.5 }
        @{ Age = '7d'; Hours = 168 }
        @{ Age = '36h'; Hours = 36 }
        @{ Age = '90m'; Hours = 1.5 }
        @{ Age = '7.00:00:00'; Hours = 168 }
        @{ Age = [timespan]::FromHours(5); Hours = 5 }
    ) {
        $then = [datetimeoffset]::UtcNow.AddHours(-$Hours)
        foreach ($minutes in -2, 2) {
            $rows = Import-Csv -Path "$((Get-Item -Path $results[0].RunPath).FullName)/results.csv"
            $rows | ForEach-Object { $_.started_at = $then.AddMinutes($minutes).ToString('o') }
            ($rows | Measure-EvalGate $rules -AllowSandbox -MaximumAge $Age).Reason -eq 'Stale' | Should -Be ($minutes -lt 0)
        }
    }

    It 'refuses an age that cannot be' {
        { $results | Measure-EvalGate $rules -AllowSandbox -MaximumAge 9999d } | Should -Throw '*longer than a year*'
        { $results | Measure-EvalGate $rules -AllowSandbox -MaximumAge soon } | Should -Throw
        { $results | Measure-EvalGate $rules -AllowSandbox -MaximumAge -7 } | Should -Throw -ErrorId 'InvalidSetting,*'
    }

    It 'compares the data file where it is now' {
        Set-Content -Path elsewhere.csv -Value 'something else'
        ($results | Measure-EvalGate $rules -AllowSandbox -DataPath elsewhere.csv).Reason | Should -Be 'DataChanged'
        ($results | Measure-EvalGate $rules -AllowSandbox -DataPath nowhere.csv).Reason | Should -Be 'DataMissing'
    }

    It 'ends for a rule that cannot be read, before anything has run' {
        { & { throw 'It ran.' } | Measure-EvalGate 'pass_rate >> 1' } | Should -Throw -ErrorId 'InvalidRule,*'
        { & { throw 'It ran.' } | Measure-EvalGate 'pass_rate >> 1', 'x' } | Should -Throw -ErrorId 'InvalidRule*'
    }

    It 'passes reports on, and takes no rules beside them' {
        $report = $results | Measure-EvalGate $rules -AllowSandbox
        ($report | Measure-EvalGate).Verdict | Should -Be 'Passed'
        { $report | Measure-EvalGate 'pass_rate >= 0' } | Should -Throw -ErrorId 'InvalidSetting,*'
    }
}

Describe 'Measure-EvalGate -PolicyPath' {
    BeforeAll {
        Set-Content -Path one.json -Value '{"sets": {"release": {"rules": ["pass_rate >= 0.9"], "minimum_samples": 10}}}'
        Set-Content -Path two.psd1 -Value (
            "@{ sets = @{ Release = @{ rules = @('pass_rate >= 0.9') }; " +
            "strict = @{ rules = @('pass_rate == 1') } } }")
    }

    It 'takes the only set of a policy' {
        $report = $results | Measure-EvalGate -PolicyPath one.json -AllowSandbox
        "$($report.PolicySet) $($report.Verdict)" | Should -Be 'release Passed'
    }

    It 'takes a set of a data file, and rules beside it' {
        ($results | Measure-EvalGate -PolicyPath two.psd1 -PolicySet strict -AllowSandbox).Verdict | Should -Be 'Failed'
        ($results | Measure-EvalGate 'errored == 0' -PolicyPath two.psd1 -PolicySet release -AllowSandbox).Rules.Rule |
            Should -Be 'pass_rate >= 0.9', 'errored == 0'
    }

    It 'ends for a set that is not there or not named' {
        { $results | Measure-EvalGate -PolicyPath two.psd1 } | Should -Throw -ErrorId 'PolicySetNotFound,*'
        { $results | Measure-EvalGate -PolicyPath one.json -PolicySet none } | Should -Throw -ErrorId 'PolicySetNotFound,*'
        { $results | Measure-EvalGate -PolicyPath nowhere.json } | Should -Throw
    }
}

Describe 'The view of gates' {
    It 'is a table of counts that fits 120 columns' {
        $PSStyle.OutputRendering = 'PlainText'
        $table = $results | Measure-EvalGate $rules -AllowSandbox | Out-String -Width 120
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $table | Should -Match '(?m)^RunId +Verdict +Passed Message'
        $table | Should -Match '(?m)^night +Passed +17/18'
    }

    It 'shows rules and findings in a list' {
        $list = $results | Measure-EvalGate $rules | Format-List | Out-String -Width 120
        $list | Should -Match '(?m)^Rules +: pass_rate >= 0\.9: Passed, 94\.4 % \[74, 99\] n=18'
        $list | Should -Match '(?m)^Findings +: Sandbox: '
    }

    It 'shows rules in a table' {
        ($results | Measure-EvalGate $rules).Rules | Out-String -Width 120 | Should -Match '(?m)^errored == 0 +Passed +0 n=18 None'
    }
}
