BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:good = @(Invoke-CrawlEval -Sandbox -MaximumCount 8 -RunName good)
    $script:bad = @(Invoke-CrawlEval -Sandbox -RunName bad)
}

AfterAll {
    Pop-Location
}

Describe 'Test-EvalGate' {
    It 'is true for evidence that meets the rules, by <Way>' -ForEach @(
        @{ Way = 'live results'; Answer = { $good | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{
            Way = 'rows of results.csv'
            Answer = { Import-Csv -Path results/good/results.csv | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{ Way = 'name'; Answer = { Test-EvalGate 'pass_rate == 1' -RunName good -AllowSandbox -AllowPartialData } }
        @{ Way = 'path'; Answer = { Test-EvalGate 'pass_rate == 1' -RunPath results/good -AllowSandbox -AllowPartialData } }
        @{
            Way = 'name of a property'
            Answer = {
                [pscustomobject]@{ RunName = 'good' } |
                    Test-EvalGate 'pass_rate == 1' -ResultsPath results -AllowSandbox -AllowPartialData
            }
        }
        @{ Way = 'report'; Answer = { $good | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData | Test-EvalGate } }
    ) {
        $answer = @(& $Answer)
        $answer | Should -HaveCount 1
        $answer[0] | Should -BeOfType ([bool])
        $answer[0] | Should -BeTrue
    }

    It 'is false for <What>' -ForEach @(
        @{ What = 'a rule that does not hold'; Answer = { $bad | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{
            What = 'filtered results'
            Answer = {
                $bad |
                    Where-Object -Property Outcome -EQ -Value Pass |
                    Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
            }
        }
        @{ What = 'an empty pipeline'; Answer = { @() | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'null'; Answer = { $null | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{ What = 'null among results'; Answer = { $good + $null | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData } }
        @{
            What = 'a plan'
            Answer = { Invoke-CrawlEval -Sandbox -WhatIf | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{ What = 'the sandbox'; Answer = { $good | Test-EvalGate 'pass_rate == 1' } }
        @{ What = 'no rules'; Answer = { $good | Test-EvalGate -AllowSandbox -AllowPartialData } }
        @{
            What = 'a folder that is not there'
            Answer = { Test-EvalGate 'pass_rate == 1' -RunName nowhere -AllowSandbox -AllowPartialData }
        }
        @{
            What = 'one bad run among good ones'
            Answer = { $good + $bad | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{
            What = 'a bad report among good ones'
            Answer = {
                @($good | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData) +
                    @($bad | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData) |
                    Test-EvalGate
            }
        }
    ) {
        $answer = @(& $Answer)
        $answer | Should -HaveCount 1
        $answer[0] | Should -BeOfType ([bool])
        $answer[0] | Should -BeFalse
    }

    It 'answers once for several runs' {
        $other = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName other
        $good + $other | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData | Should -BeExactly $true
    }

    It 'answers once for <What>, so that a condition holds only when all pass' -ForEach @(
        @{
            What = 'two folders that fail'
            Expected = $false
            Answer = { 'results/bad', 'results/bad' | Get-Item | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{
            What = 'a folder that fails among good ones'
            Expected = $false
            Answer = {
                'results/good', 'results/bad', 'results/good' |
                    Get-Item |
                    Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
            }
        }
        @{
            What = 'paths as text'
            Expected = $false
            Answer = { 'results/bad', 'nowhere' | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{
            What = 'names of properties'
            Expected = $false
            Answer = {
                [pscustomobject]@{ RunName = 'bad' }, [pscustomobject]@{ RunName = 'bad' } |
                    Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
            }
        }
        @{
            What = 'a folder that passes and results that fail'
            Expected = $false
            Answer = { @(Get-Item -Path results/good) + $bad | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
        @{
            What = 'two folders that pass'
            Expected = $true
            Answer = { 'results/good', 'results/good' | Get-Item | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData }
        }
    ) {
        $(if (& $Answer) { 'release' } else { 'stop' }) | Should -Be ($Expected ? 'release' : 'stop')
        @(& $Answer) | Should -HaveCount 1
    }

    It 'answers for each run with -PerRun' {
        Get-Item -Path results/bad, results/good |
            Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData -PerRun |
            Should -Be $false, $true
        $good + $bad | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData -PerRun | Should -Be $true, $false
    }

    It 'says nothing when what comes before it breaks' {
        $answer = $null
        try {
            $answer = & { $good; throw 'broken' } | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
        }
        catch { $problem = $_ }
        "$problem" | Should -Be 'broken'
        $answer | Should -BeNullOrEmpty
    }

    It 'writes an error for a rule that cannot be read, and says false' {
        $answer = $good |
            Test-EvalGate 'pass_rate >> 1' -AllowSandbox -AllowPartialData -ErrorAction SilentlyContinue -ErrorVariable problems
        $answer | Should -BeExactly $false
        $problems | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidRule,*'
        $good | Test-EvalGate -PolicyPath nowhere.json -ErrorAction SilentlyContinue | Should -BeExactly $false
    }

    It 'says false for a report that comes with a rule that cannot be read' {
        $good |
            Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData |
            Test-EvalGate 'pass_rate >> 1' -ErrorAction SilentlyContinue |
            Should -BeExactly $false
    }

    It 'tells the reasons with -Verbose' {
        $told = $bad | Test-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData -Verbose 4>&1
        $told[0].Message | Should -BeLike 'bad: Failed, BoundMissed: pass_rate == 1: *'
        $told[-1] | Should -BeExactly $false
    }
}
