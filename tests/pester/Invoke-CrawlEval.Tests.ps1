BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:results = Invoke-CrawlEval -Sandbox -RunName whole
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-CrawlEval in a pipeline' {
    It 'fails exactly one of the shipped cases on the sandbox' {
        ($results | Where-Object -Property Outcome -NE -Value Pass).CaseId | Should -Be 'crawl_009'
    }

    It 'emits the results one by one, not as a list' {
        $results.Count | Should -Be 18
        $results | Should -BeOfType ([RealtimeEvals.Model.CrawlResult])
    }

    It 'sorts by a number as a number' {
        $sorted = $results | Sort-Object -Property CaseNumber
        $sorted.CaseNumber | Should -Be (1..18)
        $sorted[1].CaseId | Should -Be 'crawl_002'
    }

    It 'groups by outcome' {
        $groups = $results | Group-Object -Property Outcome -NoElement | Sort-Object -Property Name
        $groups.Name | Should -Be 'Fail', 'Pass'
        $groups.ForEach('Count') | Should -Be 1, 17
    }

    It 'measures a latency' {
        ($results | Measure-Object -Property LatencyFirstAudioMs -Average).Average | Should -BeGreaterThan 0
    }

    It 'survives Export-Csv with one readable cell for each property' {
        $results | Export-Csv -Path all.csv
        $row = Import-Csv -Path all.csv | Where-Object -Property CaseId -EQ -Value crawl_009
        $row.Outcome | Should -Be 'Fail'
        $row.ToolCalls | Should -Be 'make_payment({"account_id":"BW-55102","amount":80})'
        $row.ResponseIds | Should -Match '^resp_'
        $row.InputTokens | Should -Match '^\d+$'
        $row.PSObject.Properties.Value | Should -Not -Match '^(System|RealtimeEvals)\.'
    }

    It 'has a property set for a row of scalars' {
        $row = ($results | Sort-Object -Property CaseNumber | Select-Object -Property Row)[0]
        $row.PSObject.Properties.Name | Should -Be @(
            'RunId', 'CaseId', 'Outcome', 'ExpectedToolCall', 'ExpectedArguments', 'PredictedToolCall', 'PredictedArguments',
            'LatencyFirstAudioMs', 'EndOfSpeechToFirstAudioMs', 'CostUsd', 'FailureStage', 'ErrorMessage')
    }

    It 'survives ConvertTo-Json with its calls' {
        $json = $results | Where-Object -Property CaseId -EQ -Value crawl_009 | ConvertTo-Json -Depth 4 -EnumsAsStrings | ConvertFrom-Json
        $json.Outcome | Should -Be 'Fail'
        $json.ToolCalls.Count | Should -Be 1
        $json.ToolCalls[0].Name | Should -Be 'make_payment'
        $json.Usage.InputTokens | Should -BeGreaterThan 0
    }

    It 'has calls that can be enumerated' {
        ($results | Where-Object -Property CaseId -EQ -Value crawl_009).ToolCalls.Name | Should -Be 'make_payment'
    }

    It 'compares the outcome without regard to case' {
        @($results | Where-Object -Property Outcome -EQ -Value pass).Count | Should -Be 17
    }

    It 'records the sandbox as provider' {
        $results.Provider | Sort-Object -Unique | Should -Be 'sandbox'
        (Get-Content -Path results/whole/run.json | ConvertFrom-Json).provider | Should -Be 'sandbox'
    }

    It 'takes the provider of a sandbox that is reached by its address' {
        $sandbox = Start-RealtimeSandbox
        try {
            $run = @{ Endpoint = $sandbox.Endpoint; MaximumCount = 1; RunName = 'address' }
            $result = Invoke-CrawlEval @run -WarningAction SilentlyContinue -WarningVariable warnings
            # The speech model has an end, but not on this machine.
            $warnings | Should -BeNullOrEmpty
        }
        finally {
            $sandbox | Stop-RealtimeSandbox
        }
        $result.Outcome | Should -Be 'Pass'
        $result.Provider | Should -Be 'sandbox'
        (Get-Content -Path results/address/run.json | ConvertFrom-Json).provider | Should -Be 'sandbox'
    }
}

Describe 'Invoke-CrawlEval in a job' {
    BeforeAll {
        $manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
        $folder = "$TestDrive/job"
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Invoke-CrawlEval -Sandbox -ResultsPath $using:folder -SpeechCachePath "$using:folder/speech" -RunName job
        }
        $script:received = $job | Wait-Job -Timeout 120 | Receive-Job
        $job | Remove-Job -Force
    }

    It 'keeps type name, properties and figures' {
        $received.Count | Should -Be 18
        $received[0].PSObject.TypeNames[0] | Should -Be 'Deserialized.RealtimeEvals.Model.CrawlResult'
        $received[0].PSObject.Properties.Name | Should -Contain 'ToolCalls'
        ($received | Measure-Object -Property LatencyFirstAudioMs -Maximum).Maximum | Should -BeGreaterThan 0
    }

    It 'keeps the calls of a turn' {
        ($received | Where-Object -Property CaseId -EQ -Value crawl_009).ToolCalls[0].Name | Should -Be 'make_payment'
    }

    It 'keeps the outcome as a word to group by' {
        ($received | Group-Object -Property Outcome -NoElement | Sort-Object -Property Name).Name | Should -Be 'Fail', 'Pass'
    }

    It 'can be filtered by outcome as before' {
        ($received | Where-Object -Property Outcome -NE -Value Pass).CaseId | Should -Be 'crawl_009'
    }

    It 'keeps its view' {
        $text = $received | Out-String -Width 120
        $text | Should -Match 'Run: job'
        $text | Should -Match '(?m)^crawl_009 +Fail +make_payment +make_payment '
    }
}
