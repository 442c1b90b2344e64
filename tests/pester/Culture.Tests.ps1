BeforeDiscovery {
    # Each is taken as this machine knows it; where it knows none, a culture with these signs and this order is made.
    $script:cultures = @(
        @{ Culture = 'en-US'; Date = 'M/d/yyyy'; Time = 'h:mm:ss tt'; Point = '.' }
        @{ Culture = 'en-GB'; Date = 'dd/MM/yyyy'; Time = 'HH:mm:ss'; Point = '.' }
        @{ Culture = 'de-DE'; Date = 'dd.MM.yyyy'; Time = 'HH:mm:ss'; Point = ',' }
        @{ Culture = 'fr-FR'; Date = 'dd/MM/yyyy'; Time = 'HH:mm:ss'; Point = ',' }
        @{ Culture = 'da-DK'; Date = 'dd-MM-yyyy'; Time = 'HH.mm.ss'; Point = ',' }
        @{ Culture = 'fa-IR'; Date = 'yyyy/M/d'; Time = 'H:mm:ss'; Point = '/' ; Calendar = [Globalization.PersianCalendar]::new() }
        @{ Culture = 'th-TH'; Date = 'd/M/yyyy'; Time = 'HH:mm:ss'; Point = '.'; Calendar = [Globalization.ThaiBuddhistCalendar]::new() }
        @{
            Culture = 'ar-SA'
            Date = 'dd/MM/yyyy'
            Time = 'hh:mm:ss tt'
            Point = [string][char] 0x66B
            Calendar = [Globalization.UmAlQuraCalendar]::new()
        }
    )
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:before = [cultureinfo]::CurrentCulture
    $script:results = @(Invoke-CrawlEval -Sandbox -RunName night)
    $script:held = @(Start-SimulatedConversation -Sandbox -RunName held -MaximumCount 2)
    $script:rules = 'pass_rate >= 0.9', 'latency_response_done_ms_p95 <= 1e9', 'cost_usd_total <= 1e9'

    function Use-Culture {
        param($Name, $Date, $Time, $Point, $Calendar, [switch] $Made)

        $culture = if ($Made) { [cultureinfo]::InvariantCulture.Clone() } else { ([cultureinfo] $Name).Clone() }
        if ($Made) {
            $culture.DateTimeFormat.ShortDatePattern = $Date
            $culture.DateTimeFormat.LongTimePattern = $Time
            $culture.NumberFormat.NumberDecimalSeparator = $Point
        }
        [cultureinfo]::CurrentCulture = $culture
    }
}

AfterAll {
    [cultureinfo]::CurrentCulture = $before
    Pop-Location
}

Describe 'Export-Csv | Import-Csv under <Culture>' -ForEach $cultures {
    BeforeEach {
        [cultureinfo]::CurrentCulture = $before
    }

    It 'gives no verdict that results do not give, <Way>' -ForEach @(
        @{ Way = 'as it is here'; Made = $false }
        @{ Way = 'by its patterns'; Made = $true }
    ) {
        Use-Culture -Name $Culture -Date $Date -Time $Time -Point $Point -Made:$Made
        $results | Select-Object -Property * -ExcludeProperty RunPath | Export-Csv -Path culture.csv
        $report = Import-Csv -Path culture.csv | Measure-EvalGate $rules -AllowSandbox
        $report.Verdict | Should -BeIn 'Passed', 'NotEvaluated'
        if ($report.Verdict -eq 'NotEvaluated') {
            @($report.Findings.Reason) + @($report.Rules.Reason) |
                Where-Object -FilterScript { $_ -and $_ -ne 'None' } |
                ForEach-Object -Process { $_ | Should -BeIn 'TimeUnknown', 'NotFinite' }
            $report.Message | Should -Match 'Export-Clixml'
        }
    }

    It 'never makes an old run young, <Way>' -ForEach @(
        @{ Way = 'as it is here'; Made = $false }
        @{ Way = 'by its patterns'; Made = $true }
    ) {
        Use-Culture -Name $Culture -Date $Date -Time $Time -Point $Point -Made:$Made
        # A report each, as of so many runs.
        $reports = 8..400 | ForEach-Object -Process {
            $old = [datetimeoffset]::UtcNow.AddDays(-$_).ToString()
            $results[0] |
                Select-Object -Property * -ExcludeProperty RunPath, RunId, StartedAt |
                Add-Member -NotePropertyMembers @{ RunId = $old; StartedAt = $old } -PassThru
        } | Measure-EvalGate 'errored == 0' -AllowSandbox
        $reports | Should -HaveCount 393
        $reports |
            Where-Object -FilterScript { @($_.Findings.Reason | Where-Object { $_ -in 'Stale', 'TimeUnknown' }).Count -ne 1 } |
            ForEach-Object -MemberName RunId |
            Should -BeNullOrEmpty
    }

    It 'says of a table of conversations how to export them' {
        Use-Culture -Name $Culture -Date $Date -Time $Time -Point $Point -Made
        $held | Export-Csv -Path held.csv
        $report = Import-Csv -Path held.csv | Measure-EvalGate 'errored == 0' -AllowSandbox -AllowPartialData
        $report.Verdict | Should -Be 'NotEvaluated'
        $report.Message | Should -Match 'Export-Clixml'
    }

    It 'takes the time of the journal where the folder is there' {
        Use-Culture -Name $Culture -Date 'MM/dd/yyyy' -Time 'HH:mm:ss' -Point '.' -Made
        $results | Export-Csv -Path named.csv
        (Import-Csv -Path named.csv | Measure-EvalGate $rules -AllowSandbox).Message | Should -BeExactly ''
    }
}

Describe 'Results that came another way under de-DE' {
    It 'are what they were by <Way>' -ForEach @(
        @{ Way = 'Export-Clixml'; Come = { $results | Export-Clixml -Path way.xml; Import-Clixml -Path way.xml } }
        @{ Way = 'ConvertTo-Json'; Come = { $results | ConvertTo-Json -Depth 8 | ConvertFrom-Json } }
        @{ Way = 'results.csv'; Come = { Import-Csv -Path results/night/results.csv } }
    ) {
        Use-Culture -Name 'de-DE' -Date 'dd.MM.yyyy' -Time 'HH:mm:ss' -Point ',' -Made
        $report = & $Come | Measure-EvalGate $rules -AllowSandbox
        [cultureinfo]::CurrentCulture = $before
        $report.Message | Should -BeExactly ''
    }
}

Describe 'Results that were changed on the way' {
    It 'are told by case and column: <Column>' -ForEach @(
        @{ Column = 'Outcome'; Value = 'Fail' }
        @{ Column = 'Provider'; Value = 'api.openai.com' }
        @{ Column = 'LatencyResponseDoneMs'; Value = 1 }
        @{ Column = 'StartedAt'; Value = '2026-11-01T00:00:00Z' }
    ) {
        $rows = @($results | ConvertTo-Json -Depth 8 | ConvertFrom-Json -DateKind String)
        $rows[0].$Column = $Value
        $report = $rows | Measure-EvalGate $rules -AllowSandbox
        $report.Findings.Reason | Should -Contain 'EvidenceChanged'
        $report.Message | Should -Match "$($rows[0].CaseId): $(($Column -creplace '(?<=.)([A-Z])', '_$1').ToLowerInvariant()) is "
    }
}

Describe 'A report that is read back' {
    BeforeAll {
        $script:report = $results | Measure-EvalGate $rules -AllowSandbox

        function Get-Aged {
            param([double] $Days, [string] $Way)

            $aged = $report.'<Clone>$'()
            $aged.GetType().GetProperty('EvidenceAt').SetValue($aged, [Nullable[datetimeoffset]] [datetimeoffset]::UtcNow.AddDays(-$Days))
            switch ($Way) {
                'pipeline' { $aged }
                'Clixml' { $aged | Export-Clixml -Path aged.xml; Import-Clixml -Path aged.xml }
                'JSON' { $aged | ConvertTo-Json -Depth 8 | ConvertFrom-Json }
            }
        }
    }

    It 'passes by <_> while its evidence is fresh' -ForEach 'pipeline', 'Clixml', 'JSON' {
        Get-Aged -Days 1 -Way $_ | Test-EvalGate | Should -BeExactly $true
        Get-Aged -Days 1 -Way $_ | Test-EvalGate -MaximumAge 2.00:00:00 | Should -BeExactly $true
    }

    It 'does not pass by <_> when it is old by now' -ForEach 'pipeline', 'Clixml', 'JSON' {
        Get-Aged -Days 90 -Way $_ | Test-EvalGate | Should -BeExactly $false
        Get-Aged -Days 90 -Way $_ | Test-EvalGate -MaximumAge 100.00:00:00 | Should -BeExactly $false
        Get-Aged -Days 1 -Way $_ | Test-EvalGate -MaximumAge 10:00:00 | Should -BeExactly $false
        (Get-Aged -Days 90 -Way $_ | Measure-EvalGate).Reason | Should -Be 'Stale'
        { Get-Aged -Days 90 -Way $_ | Assert-EvalGate } | Should -Throw -ErrorId 'EvalGateFailed,*'
    }

    It 'makes no gate of a status file true when it is old by now' {
        Set-Content -Path status.json -Value '{"gates": {"crawl_ok": true}}'
        Get-Aged -Days 90 -Way 'Clixml' | Update-PulseStatus -Path status.json -GateKey crawl_ok
        (Get-PulseStatus -Path status.json).AllPass | Should -BeFalse
        Get-Aged -Days 1 -Way 'Clixml' | Update-PulseStatus -Path status.json -GateKey crawl_ok -MaximumAge 10:00:00
        (Get-PulseStatus -Path status.json).AllPass | Should -BeFalse
        Get-Aged -Days 1 -Way 'Clixml' | Update-PulseStatus -Path status.json -GateKey crawl_ok
        (Get-PulseStatus -Path status.json).AllPass | Should -BeTrue
    }

    It 'is stale in a report that is written now' {
        Get-Aged -Days 90 -Way 'JSON' | Export-EvalReport -Format Markdown | Out-String | Should -Match 'Stale'
        Get-Aged -Days 1 -Way 'JSON' | Export-EvalReport -Format Markdown -MaximumAge 10:00:00 | Out-String | Should -Match 'Stale'
        Get-Aged -Days 1 -Way 'JSON' | Export-EvalReport -Format Markdown | Out-String | Should -Not -Match 'Stale'
    }

    It 'never passes without the time of its evidence' {
        $lost = $report | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $lost.EvidenceAt = $null
        $lost | Test-EvalGate | Should -BeExactly $false
        $lost.EvidenceAt = '05/11/2026 10:00:00'
        $lost | Test-EvalGate | Should -BeExactly $false
    }
}

Describe 'A part of the data' {
    It 'is told, and passes where it is allowed' {
        $part = Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName part
        ($part | Measure-EvalGate 'pass_rate == 1' -AllowSandbox).Reason | Should -Be 'PartialData'
        $report = $part | Measure-EvalGate 'pass_rate == 1' -AllowSandbox -AllowPartialData
        "$report" | Should -BeExactly 'part: Passed, 2 of 18 cases of the data'
    }
}

Describe 'A rule about what no run has' {
    It 'is refused before anything is run, with the nearest names' {
        { & { throw 'It ran.' } | Measure-EvalGate 'pas_rate >= 0.9' } |
            Should -Throw -ErrorId 'UnknownMetric,*' -ExpectedMessage '*pass_rate*'
        { & { throw 'It ran.' } | Assert-EvalGate 'latency_p95 >= 0.9' } | Should -Throw -ErrorId 'UnknownMetric,*'
    }

    It 'may be written as the property is called' {
        ($results | Measure-EvalGate 'PassRate >= 0.9', 'LatencyResponseDoneMs_p95 <= 1e9' -AllowSandbox).Verdict | Should -Be 'Passed'
    }
}
