BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $PSStyle.OutputRendering = 'PlainText'
    $script:results = @(
        Invoke-CrawlEval -Sandbox -ResultsPath "$TestDrive/results" -RunName first | Sort-Object -Property CaseNumber
        Invoke-CrawlEval -Sandbox -ResultsPath "$TestDrive/results" -RunName second -MaximumCount 1
    )
    $script:table = $results | Out-String -Width 120
}

Describe 'The default view of crawl results' {
    It 'is a table that fits 120 columns' {
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'has these columns' {
        $table | Should -Match '(?m)^Case +Outcome +Expected +Called +AudioMs Caller *$'
    }

    It 'shows a row for each result' {
        [regex]::Matches($table, '(?m)^crawl_\d{3} ').Count | Should -Be 19
    }

    It 'groups by run' {
        [regex]::Matches($table, '(?m)^ *Run: (first|second)\r?$').Count | Should -Be 2
    }

    It 'shows the latency as a whole number' {
        $table | Should -Match '(?m)^crawl_009 +Fail +make_payment +make_payment +\d+( \?)? Um'
    }

    It 'has a list with what was expected and what was called' {
        $list = $results[8] | Format-List | Out-String -Width 120
        $list | Should -Match '(?m)^ExpectedArguments +: \{"account_id":"BW-55102","amount":95\}'
        $list | Should -Match '(?m)^ToolCalls +: .*"amount":80'
    }

    It 'reads as one line' {
        "$($results[0])" | Should -Be 'crawl_001: Pass'
        "$($results[8])" | Should -Be (
            'crawl_009: Fail, expected make_payment({"account_id":"BW-55102","amount":95}), ' +
            'got make_payment({"account_id":"BW-55102","amount":80})')
    }
}

Describe 'The default view of a sandbox' {
    It 'is a table that fits 120 columns' {
        $sandbox = Start-RealtimeSandbox -Fault late-audio:10, stall:10
        $text = $sandbox | Out-String -Width 120
        $sandbox | Stop-RealtimeSandbox
        ($text -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $text | Should -Match "(?m)^ *$($sandbox.Port) True +ws://127\.0\.0\.1:$($sandbox.Port)/v1/realtime +late-audio:10 stall:10"
    }
}

Describe 'Every view at <_> columns' -ForEach 80, 120 {
    BeforeAll {
        $width = $_
        Push-Location -Path $TestDrive
        $common = @{ Sandbox = $true; ResultsPath = "$TestDrive/views$width" }
        $nightly = @{ RunName = 'nightly-20261128T210000Z-main'; SandboxFault = 'error@crawl_002' }
        $crawled = @(Invoke-CrawlEval @common @nightly -Summary -ErrorAction SilentlyContinue)
        $held = @(Start-SimulatedConversation @common -RunName run -MaximumCount 2 -IncludeTurn)
        $report = $crawled | Measure-EvalGate @(
            'pass_rate >= 0.95'
            'latency_first_audio_ms_p95[tag=nowhere] <= 1200'
            'latency_first_audio_ms_max <= 123456789'
        )
        $script:shown = @{
            crawl = $crawled[0..17]
            summary = $crawled[-1]
            list = $crawled[0] | Format-List
            calls = $crawled.ToolCalls
            walk = Invoke-WalkReplay @common -RunName walk -MaximumCount 2
            mixed = $held
            conversations = $held | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.ConversationResult] }
            turns = $held | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.TurnResult] }
            refusals = Invoke-RefusalSmoke @common -RunName refusal -MaximumCount 2
            smoke = Invoke-RefusalSmoke @common -RunName smoke -AsSummary
            gate = $report
            gateList = $report | Format-List
            rules = $report.Rules
            findings = $report.Findings
            plan = Invoke-CrawlEval @common -WhatIf
            wide = $crawled | Format-Wide
        }
        $script:text = @{}
        foreach ($name in $shown.Keys) { $text[$name] = $shown[$name] | Out-String -Width $width }
        Pop-Location
    }

    It 'fits, and no header is wrapped' {
        foreach ($name in $text.Keys) {
            $lines = $text[$name] -split '\r?\n'
            ($lines | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual $width -Because $name
            for ($line = 1; $line -lt $lines.Count; $line++) {
                if ($lines[$line] -match '^ *-+( +-+)* *$' -and $line -gt 1) {
                    $lines[$line - 2].Trim() | Should -Match '^(Run: .*)?$' -Because "$name has a header of one line"
                }
            }
        }
    }

    It 'cuts no number and no outcome' {
        foreach ($name in $text.Keys) {
            $text[$name] | Should -Not -Match '…\d' -Because $name
            $text[$name] | Should -Not -Match '(?m)(Incon|NotEv|Skip|Pas|Err)…' -Because $name
        }
    }

    It 'tells the reasons of a gate in full' {
        foreach ($name in 'gate', 'rules', 'findings', 'gateList') { $text[$name] | Should -Not -Match '…' -Because $name }
        $joined = (($text.gate -split '\r?\n').ForEach({ if ($_.Length -gt 42) { $_.Substring(42) } }) -join '') -replace '\s'
        $joined | Should -Match ([regex]::Escape($report.Message -replace '\s'))
    }

    It 'shows the case and its outcome in a wide view' {
        $text.wide | Should -Match 'crawl_009 Fail'
    }
}

Describe 'Colour' {
    BeforeEach { $before = $PSStyle.OutputRendering }
    AfterEach { $PSStyle.OutputRendering = $before }

    It 'marks what did not pass, by the style of the session' {
        $PSStyle.OutputRendering = 'Ansi'
        $text = $results[0..8] | Out-String -Width 120
        $text | Should -Match ('(?m)^crawl_009 +' + [regex]::Escape("$($PSStyle.Formatting.Error)Fail"))
        $text | Should -Not -Match ([regex]::Escape("$($PSStyle.Formatting.Error)Pass"))
        $results[8] | Format-List | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Error)Fail"))
        $gate = $results[0..17] | Measure-EvalGate 'pass_rate >= 1' -AllowSandbox
        $gate | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Error)Failed"))
    }

    It 'is left out where text is plain' {
        $PSStyle.OutputRendering = 'PlainText'
        $results, ($results | Measure-EvalGate 'pass_rate >= 1'), ($results | Format-List), ($results | Format-Wide) |
            ForEach-Object -Process { $_ | Out-String } |
            Should -Not -Match ([char]27)
    }
}

Describe 'Members of what is emitted' {
    It 'are those that are for users' {
        $names = ($results[0] | Get-Member).Name
        foreach ($name in 'At', 'GetCaseId', 'GetEvidencePath', 'GetLatencies', 'Rooted', 'EqualityContract', 'PrintMembers') {
            $names | Should -Not -Contain $name
        }
    }

    It 'are compared by what they say' {
        $difference = Compare-Object -ReferenceObject $results[0..1] -DifferenceObject $results[1..2] | Out-String -Width 80
        $difference | Should -Match 'crawl_003: Pass +=>'
        $difference | Should -Match 'crawl_001: Pass +<='
        $changed = $results[0].PSObject.Copy()
        Compare-Object -ReferenceObject $results[0] -DifferenceObject $changed | Should -BeNullOrEmpty
    }
}
