BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:good = @(Invoke-CrawlEval -Sandbox -MaximumCount 8 -RunName good)
    $script:bad = @(Invoke-CrawlEval -Sandbox -RunName bad)
}

AfterAll {
    Pop-Location
}

Describe 'Assert-EvalGate' {
    It 'writes nothing for evidence that meets the rules' {
        $good | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData | Should -BeNullOrEmpty
        Assert-EvalGate 'pass_rate == 1' -RunName good -AllowSandbox -AllowPartialData | Should -BeNullOrEmpty
    }

    It 'passes reports on with -PassThru' {
        $other = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName other
        $reports = $good + $other | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData -PassThru
        $reports | Should -BeOfType ([RealtimeEvals.Model.GateReport])
        $reports.RunId | Should -Be 'good', 'other'
    }

    It 'throws for <What>' -ForEach @(
        @{ What = 'a rule that does not hold'; Run = { $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'one bad run among good ones'; Run = { $good + $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{
            What = 'filtered results'
            Run = {
                $bad |
                    Where-Object -Property Outcome -EQ -Value Pass |
                    Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
            }
        }
        @{
            What = 'rows of results.csv'
            Run = { Import-Csv -Path results/bad/results.csv | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{ What = 'an empty pipeline'; Run = { @() | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'null'; Run = { $null | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'a plan'; Run = { Invoke-CrawlEval -Sandbox -WhatIf | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'no rules'; Run = { $good | Assert-EvalGate -AllowSandbox -AllowPartialData } }
        @{ What = 'the sandbox'; Run = { $good | Assert-EvalGate 'pass_rate == 1' } }
        @{ What = 'a folder that is not there'; Run = { 'nowhere' | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{
            What = 'a report that did not pass'
            Run = { $bad | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData | Assert-EvalGate }
        }
    ) {
        $Run | Should -Throw -ErrorId 'EvalGateFailed,RealtimeEvals.PowerShell.Commands.AssertEvalGateCommand'
    }

    It 'says which run did not pass, why, and what to do' {
        try {
            $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
        }
        catch {
            $problem = $_
        }
        $problem.TargetObject | Should -Be 'bad'
        $problem.CategoryInfo.Category | Should -Be 'InvalidResult'
        "$problem" | Should -BeLike '*bad: Failed*pass_rate == 1: the value is 0.9444.*'
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is not silenced by -ErrorAction' {
        { $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData -ErrorAction SilentlyContinue; 'went on' } |
            Should -Throw -ErrorId 'EvalGateFailed,*'
    }

    It 'ends the script <How>, whatever the preference' -ForEach @(
        @{ How = 'as a statement'; Script = { Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData } }
        @{
            How = 'in a pipeline'
            Script = { Import-Csv -Path results/bad/results.csv | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{
            How = 'with -ErrorAction Ignore'
            Script = { Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData -ErrorAction Ignore }
        }
        @{
            How = 'in a function'
            Script = {
                function Publish { Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData; 'went on' }
                Publish
            }
        }
        @{ How = 'in a block'; Script = { & { Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData; 'went on' } } }
        @{
            How = 'for each object'
            Script = {
                'bad', 'good' |
                    ForEach-Object { Assert-EvalGate 'pass_rate == 1' -RunName $_ -AllowSandbox -AllowPartialData; 'went on' }
            }
        }
        @{
            How = 'in a loop'
            Script = {
                foreach ($name in 'bad', 'good') {
                    Assert-EvalGate 'pass_rate == 1' -RunName $name -AllowSandbox -AllowPartialData; 'went on'
                }
            }
        }
        @{
            How = 'in the value of a variable'
            Script = { $kept = Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData -PassThru; 'went on' }
        }
        @{
            How = 'in a condition'
            Script = {
                if (Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData -PassThru) { 'went on' }
                else { 'went on' }
            }
        }
        @{
            How = 'in a block that tidies up'
            Script = {
                try { Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData; 'went on' }
                finally { $null = 1 }
            }
        }
        @{ How = 'in another script'; Script = { & ./inner.ps1 } }
        @{ How = 'that is read in'; Script = { . ./inner.ps1 } }
        @{
            How = 'for a rule that cannot be read'
            Script = { Assert-EvalGate 'pass_rate >> 1' -RunName good -AllowSandbox -AllowPartialData }
        }
        @{ How = 'without evidence'; Script = { @() | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ How = 'when the run has no key'; Script = { Invoke-CrawlEval | Assert-EvalGate 'pass_rate == 1' } }
        @{
            How = 'when the run has a wrong setting'
            Script = { Invoke-CrawlEval -Sandbox -ThrottleLimit 0 | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{ How = 'when the walk has no key'; Script = { Invoke-WalkReplay | Assert-EvalGate 'pass_rate == 1' } }
        @{ How = 'when the conversations have no key'; Script = { Start-SimulatedConversation | Assert-EvalGate 'pass_rate == 1' } }
        @{ How = 'when a run before it fails'; Script = { 1 | ForEach-Object { Invoke-CrawlEval } | Assert-EvalGate 'pass_rate == 1' } }
    ) {
        'Assert-EvalGate "pass_rate == 1" -RunName bad -AllowSandbox -AllowPartialData', '"went on"' | Set-Content -Path inner.ps1
        foreach ($preference in 'Continue', 'SilentlyContinue', 'Ignore', 'Stop') {
            $shell = [powershell]::Create()
            $text = "Import-Module '$manifest'; Set-Location '$TestDrive'; `$ErrorActionPreference = '$preference'; $Script; 'went on'"
            try { $said = $shell.AddScript($text).Invoke() } catch { $problem = $_.Exception.InnerException }
            $said | Should -BeNullOrEmpty -Because "under $preference the script must end"
            $problem.ErrorRecord.FullyQualifiedErrorId |
                Should -Match '^(EvalGateFailed|InvalidRule|ApiKeyMissing|InvalidSetting),RealtimeEvals\.'
            $shell.Dispose()
        }
    }

    It 'can be caught by its id' {
        $ErrorActionPreference = 'Continue'
        $caught = try { $bad | Assert-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } catch { $_.FullyQualifiedErrorId }
        $caught | Should -Be 'EvalGateFailed,RealtimeEvals.PowerShell.Commands.AssertEvalGateCommand'
    }

    It 'gives <Door> the exit code 1' -ForEach @(
        @{ Door = 'a script'; Arguments = '-File', 'gate.ps1' }
        @{ Door = 'a command'; Arguments = '-Command', '. ./gate.ps1' }
    ) {
        Set-Content -Path gate.ps1 -Value @"
Import-Module '$manifest'
`$ErrorActionPreference = 'SilentlyContinue'
Assert-EvalGate 'pass_rate == 1' -RunName good -AllowSandbox -AllowPartialData
'the good one passed'
Assert-EvalGate 'pass_rate == 1' -RunName bad -AllowSandbox -AllowPartialData -ErrorAction Stop
'went on'
"@
        & pwsh -NoProfile -NonInteractive @Arguments 2> $null | Should -Be 'the good one passed'
        $LASTEXITCODE | Should -Be 1
    }
}
