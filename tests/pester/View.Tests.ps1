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
        $table | Should -Match '(?m)^crawl_009 +Fail +make_payment +make_payment +\d+ Um'
    }

    It 'has a list with what was expected and what was called' {
        $list = $results[8] | Format-List | Out-String -Width 120
        $list | Should -Match '(?m)^ExpectedArguments +: \{"account_id":"BW-55102","amount":95\}'
        $list | Should -Match '(?m)^ToolCalls +: .*"amount":80'
    }

    It 'reads as one line' {
        "$($results[0])" | Should -Be 'crawl_001: Pass'
        "$($results[8])" | Should -Be 'crawl_009: Fail, expected make_payment({"account_id":"BW-55102","amount":95}), got make_payment({"account_id":"BW-55102","amount":80})'
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
