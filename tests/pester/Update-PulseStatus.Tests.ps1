BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:gate = 'crawl_ok'
    $script:rules = 'pass_rate >= 0.9', 'errored == 0'
    $script:results = @(Invoke-CrawlEval -Sandbox -RunName night)
    $broken = @{ RunName = 'broken'; SandboxFault = 'no-done@crawl_001'; TimeoutSec = 4; MaximumCount = 2 }
    $script:failed = @(Invoke-CrawlEval -Sandbox @broken -ErrorAction SilentlyContinue)
    $script:smoke = Invoke-RefusalSmoke -Sandbox -RunName smoke -AllowSandbox -AsSummary
    $script:denied = Invoke-RefusalSmoke -Sandbox -RunName denied -AsSummary
    $script:to = @{ Path = 'status.json'; GateKey = $gate }
}

AfterAll {
    Pop-Location
}

Describe 'Update-PulseStatus' {
    BeforeEach {
        Write-Status "$TestDrive/status.json" $gate
        $script:before = Get-Content -Path status.json -Raw
    }

    It 'writes true what passed, from <Way>' -ForEach @(
        @{
            Way = 'a report of Measure-EvalGate'
            Call = {
                Invoke-CrawlEval -Sandbox -RunName piped -Force |
                    Measure-EvalGate -Rule 'pass_rate >= 0.9' -AllowSandbox |
                    Update-PulseStatus @to
            }
        }
        @{ Way = 'results'; Call = { $results | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{
            Way = 'rows of results.csv'
            Call = { Import-Csv -Path results/night/results.csv | Update-PulseStatus @to -Rule $rules -AllowSandbox }
        }
        @{ Way = 'a folder by its name'; Call = { Update-PulseStatus @to -RunName night -Rule $rules -AllowSandbox } }
        @{ Way = 'a folder by its path'; Call = { Update-PulseStatus @to -RunPath ./results/night -Rule $rules -AllowSandbox } }
        @{ Way = 'a folder of Get-Item'; Call = { Get-Item -Path results/night | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{ Way = 'a path as text'; Call = { 'results/night' | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{ Way = 'rows of a refusal smoke run'; Call = { $smoke.Rows | Update-PulseStatus @to -Rule 'pass_rate == 1' -AllowSandbox } }
        @{ Way = 'the result of a refusal smoke run'; Call = { $smoke | Update-PulseStatus @to } }
        @{ Way = 'a result file'; Call = { Update-PulseStatus @to -ResultPath ./results/smoke/refusal_smoke_result.json -AllowSandbox } }
        @{
            Way = 'a result file of a property'
            Call = { [pscustomobject]@{ ResultPath = $smoke.ResultPath } | Update-PulseStatus @to -AllowSandbox -CompatibleDryRun }
        }
    ) {
        & $Call | Should -BeNullOrEmpty
        Get-Gate status.json $gate | Should -BeExactly 'True/True'
        Test-Kept $before (Get-Content -Path status.json -Raw) $gate | Should -BeTrue
        $metrics = (Get-Status status.json).metrics
        $metrics.crawl_ok_total ?? $metrics.openai_evals_refusal_smoke_total | Should -BeIn 18, 48
    }

    It 'passes the status on with -PassThru' {
        $status = Invoke-CrawlEval -Sandbox -RunName through |
            Measure-EvalGate -Rule 'pass_rate >= 0.9' -AllowSandbox |
            Update-PulseStatus -Path status.json -GateKey crawl_ok -PassThru
        $status | Should -BeOfType ([RealtimeEvals.Pulse.PulseStatus])
        $status.AllPass | Should -BeTrue
        $status.Sha256 | Should -BeExactly (Get-FileHash -Path status.json).Hash.ToLowerInvariant()
        ($status.Gates | Where-Object -Property GateKey -EQ -Value crawl_ok).Mirror | Should -BeTrue
    }

    It 'writes false what did not pass: <What>' -ForEach @(
        @{ What = 'the sandbox without -AllowSandbox'; Call = { $results | Update-PulseStatus @to -Rule $rules } }
        @{ What = 'a rule that does not hold'; Call = { $results | Update-PulseStatus @to -Rule 'pass_rate == 1' -AllowSandbox } }
        @{ What = 'no rule'; Call = { $results | Update-PulseStatus @to -AllowSandbox } }
        @{
            What = 'filtered results'
            Call = { $results | Where-Object -Property Outcome -EQ -Value Pass | Update-PulseStatus @to -Rule $rules -AllowSandbox }
        }
        @{
            What = 'filtered results in front of a gate'
            Call = {
                $results |
                    Where-Object -Property Outcome -EQ -Value Pass |
                    Measure-EvalGate $rules -AllowSandbox |
                    Update-PulseStatus @to
            }
        }
        @{
            What = 'the first results'
            Call = {
                Invoke-CrawlEval -Sandbox -RunName cut -Force |
                    Select-Object -First 2 |
                    Update-PulseStatus @to -Rule 'pass_rate >= 0' -AllowSandbox
            }
        }
        @{ What = 'an empty pipeline'; Call = { @() | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{
            What = 'a report that was filtered out'
            Call = {
                $results |
                    Measure-EvalGate 'pass_rate == 1' -AllowSandbox |
                    Where-Object -Property Verdict -EQ -Value Passed |
                    Update-PulseStatus @to
            }
        }
        @{ What = 'an empty pipeline of names'; Call = { @() | Update-PulseStatus @to -ResultsPath results -Rule $rules -AllowSandbox } }
        @{ What = 'null'; Call = { , $null | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{ What = 'a plan'; Call = { Invoke-CrawlEval -Sandbox -RunName plan -WhatIf | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{ What = 'another object'; Call = { [pscustomobject]@{ Outcome = 'Pass' } | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{ What = 'several runs of which one fails'; Call = { $results + $failed | Update-PulseStatus @to -Rule $rules -AllowSandbox } }
        @{
            What = 'several runs of which the first fails'
            Call = { $failed + $results | Update-PulseStatus @to -Rule $rules -AllowSandbox }
        }
        @{
            What = 'several reports of which one failed'
            Call = { $results + $failed | Measure-EvalGate $rules -AllowSandbox | Update-PulseStatus @to }
        }
        @{
            What = 'several folders of which one holds no run'
            Call = { 'results/night', 'results' | Update-PulseStatus @to -Rule $rules -AllowSandbox }
        }
        @{ What = 'a result with a gate that is false'; Call = { $denied | Update-PulseStatus @to } }
        @{
            What = 'a result that was picked apart'
            Call = {
                $denied |
                    Select-Object -Property *, @{ Name = 'Passes'; Expression = { $true } } |
                    Update-PulseStatus @to -AllowSandbox
            }
        }
        @{
            What = 'a result file of the sandbox without -AllowSandbox'
            Call = { Update-PulseStatus @to -ResultPath results/smoke/refusal_smoke_result.json }
        }
        @{
            What = 'a result file with a gate that is false'
            Call = { Update-PulseStatus @to -ResultPath results/denied/refusal_smoke_result.json -AllowSandbox }
        }
        @{
            What = 'a result file that is too old'
            Call = { Update-PulseStatus @to -ResultPath results/smoke/refusal_smoke_result.json -AllowSandbox -MaximumAge 00:00:00.0010000 }
        }
    ) {
        $null = & $Call
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        Test-Kept $before (Get-Content -Path status.json -Raw) $gate | Should -BeTrue
    }

    It 'leaves the gate false after <Id>: <What>' -ForEach @(
        @{
            Id = 'InvalidRule'
            What = 'a rule that cannot be read'
            Call = { $results | Update-PulseStatus @to -Rule 'pass_rate >=' -AllowSandbox }
        }
        @{ Id = 'InvalidInput'; What = 'a policy that is not there'; Call = { $results | Update-PulseStatus @to -PolicyPath nowhere.json } }
        @{ Id = 'InvalidSetting'; What = 'a wrong age'; Call = { $results | Update-PulseStatus @to -Rule $rules -MaximumAge '-1:00' } }
        @{
            Id = 'InvalidSetting'
            What = 'rules beside a report'
            Call = { $results | Measure-EvalGate $rules -AllowSandbox | Update-PulseStatus @to -Rule $rules }
        }
        @{ Id = 'InvalidSetting'; What = 'rules beside a refusal smoke run'; Call = { $smoke | Update-PulseStatus @to -Rule $rules } }
        @{
            Id = 'InvalidSetting'
            What = 'rules beside a result file'
            Call = { Update-PulseStatus @to -ResultPath results/smoke/refusal_smoke_result.json -Rule $rules -AllowSandbox }
        }
        @{ Id = 'InvalidSetting'; What = 'two refusal smoke runs'; Call = { $smoke, $smoke | Update-PulseStatus @to } }
        @{
            Id = 'InvalidSetting'
            What = 'a refusal smoke run beside results'
            Call = { @($smoke) + $results | Update-PulseStatus @to -Rule $rules -AllowSandbox }
        }
        @{ Id = 'InvalidInput'; What = 'a result file that is not there'; Call = { Update-PulseStatus @to -ResultPath nowhere.json } }
        @{
            Id = 'InvalidInput'
            What = 'result files of which one is not there'
            Call = {
                [pscustomobject]@{ ResultPath = 'nowhere.json' }, [pscustomobject]@{ ResultPath = $smoke.ResultPath } |
                    Update-PulseStatus @to -AllowSandbox -CompatibleDryRun
            }
        }
        @{ Id = 'NotFileSystemPath'; What = 'a run of another provider'; Call = { Update-PulseStatus @to -RunPath Env:night -Rule $rules } }
    ) {
        $Call | Should -Throw -ErrorId "$Id,*"
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
    }

    It 'leaves the gate false when the command in front fails' {
        { & { $results; throw 'broken' } | Update-PulseStatus @to -Rule $rules -AllowSandbox } | Should -Throw 'broken'
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        { Invoke-CrawlEval -Sandbox -RunName night | Update-PulseStatus @to -Rule $rules -AllowSandbox } |
            Should -Throw -ErrorId 'RunExists,*'
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
    }

    It 'makes the gate false before the command in front starts' {
        & { Get-Gate status.json $gate } |
            Tee-Object -Variable seen |
            Update-PulseStatus @to -Rule $rules -AllowSandbox -ErrorAction SilentlyContinue
        $seen | Should -BeExactly 'False/False'
    }

    It 'takes objects of a job' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Invoke-RefusalSmoke -Sandbox -RunName job -ResultsPath "$using:TestDrive/job" -AllowSandbox -AsSummary
            Invoke-RefusalSmoke -Sandbox -RunName denied -ResultsPath "$using:TestDrive/job" -AsSummary
            Invoke-CrawlEval -Sandbox -RunName crawl -ResultsPath "$using:TestDrive/job" -SpeechCachePath "$using:TestDrive/.speech"
        }
        $came = @($job | Receive-Job -Wait -AutoRemoveJob)
        $came[0] | Update-PulseStatus @to
        Get-Gate status.json $gate | Should -BeExactly 'True/True'
        $came[1] | Update-PulseStatus @to -AllowSandbox
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        $came[2..19] | Update-PulseStatus @to -Rule $rules -AllowSandbox
        Get-Gate status.json $gate | Should -BeExactly 'True/True'
    }

    It 'believes a compatible dry run only when it is told to' {
        $null = Invoke-RefusalSmoke -DryRun -CompatibleDryRun -OutputPath dry.json
        Update-PulseStatus @to -ResultPath dry.json
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        Update-PulseStatus @to -ResultPath dry.json -CompatibleDryRun
        Get-Gate status.json $gate | Should -BeExactly 'True/True'
    }

    It 'writes nothing with -WhatIf' {
        $hash = Get-FolderHash $TestDrive
        $results | Update-PulseStatus @to -Rule $rules -WhatIf -PassThru | Should -BeNullOrEmpty
        Get-FolderHash $TestDrive | Should -BeExactly $hash
    }

    It 'writes below meta only with -Placement Meta, and a gate that is there becomes false' {
        $results | Update-PulseStatus @to -Rule $rules -AllowSandbox -Placement Meta
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        (Get-Status status.json).meta.realtime_evals_crawl_ok_shadow.verdict | Should -BeExactly 'pass'
    }

    It 'takes a path of a PSDrive, and one with brackets as it is' {
        $null = New-PSDrive -Name Pulse -PSProvider FileSystem -Root $TestDrive
        Write-Status "$TestDrive/[1].json" $gate
        $results | Update-PulseStatus -Path Pulse:/[1].json -GateKey $gate -Rule 'pass_rate == 1' -AllowSandbox
        Remove-PSDrive -Name Pulse
        (Get-Content -LiteralPath '[1].json' | ConvertFrom-Json).gates.crawl_ok | Should -BeFalse
        Get-Content -Path status.json -Raw | Should -BeExactly $before
    }

    It 'refuses the key <Key>' -ForEach @(
        @{ Key = 'gates' }
        @{ Key = 'created_utc' }
        @{ Key = 'run_mode' }
        @{ Key = 'realtime_evals' }
        @{ Key = 'note' }
        @{ Key = "two`nlines" }
    ) {
        { $results | Update-PulseStatus -Path status.json -GateKey $Key -Rule $rules } | Should -Throw -ErrorId 'InvalidGateKey,*'
        Get-Content -Path status.json -Raw | Should -BeExactly $before
    }

    It 'refuses a status file that <What>, before the command in front starts' -ForEach @(
        @{ Id = 'StatusFileMissing'; What = 'is not there'; Text = $null }
        @{ Id = 'StatusFileInvalid'; What = 'is no JSON'; Text = 'version: 1' }
        @{ Id = 'StatusFileInvalid'; What = 'names a key twice'; Text = '{"gates":{},"gates":{}}' }
    ) {
        Remove-Item -Path odd.json -ErrorAction Ignore
        if ($Text) { [IO.File]::WriteAllText("$TestDrive/odd.json", $Text) }
        $script:started = $false
        { & { $script:started = $true; $results } | Update-PulseStatus -Path odd.json -GateKey $gate -Rule $rules } |
            Should -Throw -ErrorId "$Id,*"
        $started | Should -BeFalse
        if ($Text) { Get-Content -Path odd.json -Raw | Should -BeExactly $Text } else { 'odd.json' | Should -Not -Exist }
    }

    It 'refuses a status file that is read-only' {
        Set-ItemProperty -Path status.json -Name IsReadOnly -Value $true
        try {
            { $results | Update-PulseStatus @to -Rule $rules } | Should -Throw -ErrorId 'StatusFileNotWritable,*'
        }
        finally {
            Set-ItemProperty -Path status.json -Name IsReadOnly -Value $false
        }
    }

    It 'leaves the gate false when the pipeline is stopped' {
        $shell = [PowerShell]::Create().AddScript(
            "Import-Module '$manifest'; Invoke-CrawlEval -Sandbox -SandboxFault stall:600000 -RunName stopped " +
            "-ResultsPath '$TestDrive/stopped' -SpeechCachePath '$TestDrive/.speech' | " +
            "Update-PulseStatus -Path '$TestDrive/status.json' -GateKey crawl_ok -Rule 'pass_rate >= 0' -AllowSandbox")
        try {
            $null = $shell.BeginInvoke()
            Wait-Until { Test-Path -Path "$TestDrive/stopped/stopped/run.json" }
            $shell.Stop()
        }
        finally {
            $shell.Dispose()
        }
        Get-Gate status.json $gate | Should -BeExactly 'False/False'
        (Get-Status status.json).realtime_evals.crawl_ok.status | Should -BeExactly 'pending'
    }
}
