BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:results = @(Invoke-CrawlEval -Sandbox -RunName night | Sort-Object -Property CaseNumber)
    $script:gate = $results | Measure-EvalGate 'pass_rate >= 0.9', 'errored == 0' -AllowSandbox

    function Read-JUnit([object[]] $Lines) {
        ([xml] ($Lines -join "`n")).testsuites
    }
}

AfterAll {
    Pop-Location
}

Describe 'Export-EvalReport -Format JUnit' {
    It 'has a test for each planned case' {
        $suites = Read-JUnit ($results | Export-EvalReport JUnit)
        $suites.tests | Should -Be 18
        $suites.failures | Should -Be 1
        $suites.errors | Should -Be 0
        $suites.testsuite.name | Should -Be 'night'
        ($suites.testsuite.testcase | Where-Object -Property failure).name | Should -Be 'crawl_009'
    }

    It 'says the same of <Way>' -ForEach @(
        @{ Way = 'live results'; Lines = { $results | Export-EvalReport JUnit } }
        @{ Way = 'rows of results.csv'; Lines = { Import-Csv -Path results/night/results.csv | Export-EvalReport JUnit } }
        @{ Way = 'a folder by its name'; Lines = { Export-EvalReport JUnit -RunName night } }
        @{ Way = 'a folder by its path'; Lines = { Export-EvalReport JUnit -RunPath ./results/night } }
        @{ Way = 'a folder of Get-Item'; Lines = { Get-Item -Path results/night | Export-EvalReport JUnit } }
        @{ Way = 'a path as text'; Lines = { 'results/night' | Export-EvalReport JUnit } }
    ) {
        $suites = Read-JUnit (& $Lines)
        "$($suites.tests) $($suites.failures) $($suites.errors)" | Should -Be '18 1 0'
        ($suites.testsuite.testcase | Where-Object -Property failure).failure.message | Should -Be (
            'expected make_payment({"account_id":"BW-55102","amount":95}), ' +
            'got make_payment({"account_id":"BW-55102","amount":80})')
        [double] $suites.time | Should -BeGreaterThan 0
    }

    It 'shows what was filtered away as missing' {
        $suites = Read-JUnit ($results | Where-Object -Property Outcome -EQ -Value Pass | Export-EvalReport JUnit)
        "$($suites.tests) $($suites.failures) $($suites.errors)" | Should -Be '18 0 1'
        ($suites.testsuite.testcase | Where-Object -Property error).name | Should -Be 'missing case 1 of 1'
    }

    It 'has a suite for each run and each gate, whatever their order' {
        $other = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName other
        $suites = Read-JUnit (@($gate) + $other + $results | Export-EvalReport JUnit)
        $suites.testsuite.name | Should -Be 'other', 'night', 'gates'
        $suites.tests | Should -Be 22
    }

    It 'takes a gate over remoting' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Set-Location -Path $using:TestDrive
            Measure-EvalGate 'pass_rate >= 0.95' -RunName night -AllowSandbox
        }
        $suites = Read-JUnit ($job | Receive-Job -Wait -AutoRemoveJob | Export-EvalReport JUnit)
        $suites.testsuite.name | Should -Be 'gates'
        $suites.testsuite.testcase.failure.type | Should -Be 'gate_failed'
        $suites.testsuite.testcase.failure.message | Should -BeLike 'BoundMissed: *'
    }

    It 'is not green for <What>' -ForEach @(
        @{ What = 'an empty pipeline'; Lines = { @() | Export-EvalReport JUnit } }
        @{ What = 'null'; Lines = { $null | Export-EvalReport JUnit } }
        @{ What = 'a plan'; Lines = { Invoke-CrawlEval -Sandbox -WhatIf | Export-EvalReport JUnit } }
        @{ What = 'a folder without a run'; Lines = { 'nowhere' | Export-EvalReport JUnit } }
        @{ What = 'an object of another kind'; Lines = { [pscustomobject]@{ Name = 1 } | Export-EvalReport JUnit } }
    ) {
        [int] (Read-JUnit (& $Lines)).errors | Should -BeGreaterThan 0
    }
}

Describe 'Export-EvalReport in other formats' {
    It 'writes SARIF' {
        $run = (@($results) + $gate | Export-EvalReport Sarif | ConvertFrom-Json).runs[0]
        $run.tool.driver.name | Should -Be 'RealtimeEvals'
        $run.tool.driver.rules.id | Should -Be 'pass_rate >= 0.9', 'errored == 0', 'case/failed'
        $run.results.ruleId | Should -Be 'case/failed'
        $run.invocations[0].executionSuccessful | Should -BeTrue
    }

    It 'writes workflow commands' {
        $lines = @(@($results) + $gate | Export-EvalReport GitHubAnnotation)
        $lines | Should -HaveCount 2
        $lines[0] | Should -BeLike (
            '::error file=*data/crawl/customer_calls.csv,line=10,' +
            'title=night%2C crawl_009%3A failed::expected make_payment*')
        $lines[1] | Should -BeLike '::notice file=results/night/run.json,line=1,title=night%2C gate Passed::*'
    }

    It 'writes a short and a full page' {
        $short = @($results) + $gate | Export-EvalReport StepSummary
        $full = @($results) + $gate | Export-EvalReport Markdown
        $short | Should -Contain '**Not passed**: 1 of 1 gate passed, 17 of 18 planned cases passed.'
        $short -match '\| `crawl_009` \|' | Should -HaveCount 1
        $short -match 'crawl_010' | Should -BeNullOrEmpty
        $full -match '^\| `crawl_\d+` \|' | Should -HaveCount 18
    }

    It 'refuses a format that does not exist' {
        { $results | Export-EvalReport Pdf } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }
}

Describe 'Export-EvalReport -Path' {
    BeforeEach {
        $script:file = Join-Path -Path $TestDrive -ChildPath "$([guid]::NewGuid())/report.xml"
    }

    It 'writes UTF-8 without a byte order mark and with line feeds, and nothing to the pipeline' {
        $results | Export-EvalReport JUnit -Path $file | Should -BeNullOrEmpty
        $bytes = [IO.File]::ReadAllBytes($file)
        $bytes[0] | Should -Be ([byte][char]'<')
        $bytes | Should -Not -Contain 13
        $bytes[-1] | Should -Be 10
    }

    It 'replaces a file, and passes it on with -PassThru' {
        New-Item -Path $file -ItemType File -Value old -Force | Out-Null
        $written = $results | Export-EvalReport JUnit -Path $file -PassThru
        $written | Should -BeOfType ([IO.FileInfo])
        $written.FullName | Should -Be $file
        Get-Content -Path $file -TotalCount 1 | Should -Be '<?xml version="1.0" encoding="utf-8"?>'
        Get-ChildItem -Path (Split-Path -Path $file) -Force | Should -HaveCount 1
    }

    It 'takes paths of drives of PowerShell' {
        $results | Export-EvalReport Markdown -Path 'TestDrive:/drive/page.md'
        "$TestDrive/drive/page.md" | Should -Exist
    }

    It '-WhatIf writes nothing' {
        $results | Export-EvalReport JUnit -Path $file -WhatIf
        $file | Should -Not -Exist
    }

    It '-NoClobber leaves a file as it is, before anything has run' {
        New-Item -Path $file -ItemType File -Value old -Force | Out-Null
        { & { throw 'It ran.' } | Export-EvalReport JUnit -Path $file -NoClobber } | Should -Throw -ErrorId 'ReportExists,*'
        Get-Content -Path $file | Should -Be 'old'
    }

    It 'says why a file cannot be written' {
        New-Item -Path $file -ItemType Directory -Force | Out-Null
        { $results | Export-EvalReport JUnit -Path $file } | Should -Throw -ErrorId 'ReportNotWritten,*'
        { $results | Export-EvalReport JUnit -Path Env:/report } | Should -Throw -ErrorId 'NotFileSystemPath,*'
    }

    It 'is needed by -NoClobber and -PassThru' {
        { $results | Export-EvalReport JUnit -PassThru } | Should -Throw -ErrorId 'InvalidSetting,*'
        { $results | Export-EvalReport JUnit -NoClobber } | Should -Throw -ErrorId 'InvalidSetting,*'
    }
}
