BeforeAll {
    Import-Module "$PSScriptRoot/../../RealtimeEvals.psd1" -Force
}

Describe 'Invoke-CrawlEval' {
    BeforeEach {
        Push-Location $TestDrive
    }

    AfterEach {
        Pop-Location
    }

    It 'fails exactly one of the shipped cases on the sandbox' {
        $failed = Invoke-CrawlEval -Sandbox -SpeechCachePath TestDrive:/speech | Where-Object Outcome -ne Pass
        $failed.CaseId | Should -Be 'crawl_009'
    }
}
