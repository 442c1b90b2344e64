BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive
    $script:before = $env:REALTIME_EVALS_SKIP_PLOTS
    $env:REALTIME_EVALS_SKIP_PLOTS = '0'
    $script:results = @(Invoke-CrawlEval -Sandbox -MaximumCount 4 -RunName drawn)
    Invoke-CrawlEval -Sandbox -MaximumCount 4 -RunName plain -SkipPlot | Out-Null
}

AfterAll {
    $env:REALTIME_EVALS_SKIP_PLOTS = $before
    Pop-Location
}

Describe 'A run' {
    It 'leaves every plot in both formats, and its report with them' {
        (Get-ChildItem -Path results/drawn/plots).Name | Should -Be @(
            'cost_and_tokens.png', 'cost_and_tokens.svg', 'detail_panels.png', 'detail_panels.svg', 'latency_ecdf.png',
            'latency_ecdf.svg', 'scorecard.png', 'scorecard.svg')
        Get-Content -Path results/drawn/report.html -Raw | Should -BeLike '*data-plot="scorecard"*'
    }

    It 'draws none with -SkipPlot, and has a report all the same' {
        'results/plain/plots' | Should -Not -Exist
        Get-Content -Path results/plain/report.html -Raw | Should -BeLike '*Plots were not asked for.*'
    }

    It 'is whole where its plots cannot be drawn' {
        $folder = New-Item -Path results/blocked -ItemType Directory
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName blocked -SkipPlot -Force -ErrorAction Stop | Out-Null
        Remove-Item -Path "$folder/report.html"
        $taken = Join-Path -Path $folder -ChildPath 'run.json'
        { $folder | Export-EvalPlot -OutPath $taken -ErrorAction Stop } | Should -Throw -ErrorId 'PlotNotWritten,*'
        (Get-Content -Path results/blocked/run.json -Raw | ConvertFrom-Json).state | Should -Be 'completed'
    }
}

Describe 'Export-EvalPlot' {
    It 'draws results of the pipeline' {
        $files = $results | Export-EvalPlot Scorecard -OutPath piped -PassThru
        $files | Should -BeOfType ([IO.FileInfo])
        $files.Name | Should -Be 'scorecard.png', 'scorecard.svg'
        [xml] (Get-Content -Path piped/scorecard.svg -Raw) | Should -Not -BeNullOrEmpty
    }

    It 'draws a run by its name into its folder' {
        Export-EvalPlot LatencyEcdf -RunName plain -PictureFormat Svg -Theme Dark
        'results/plain/plots/latency_ecdf.svg' | Should -Exist
        'results/plain/plots/latency_ecdf.png' | Should -Not -Exist
    }

    It 'compares two runs, and shows several over time' {
        (Get-Item -Path results/drawn, results/plain | Export-EvalPlot -OutPath two -PictureFormat Png -PassThru).Name |
            Should -Be 'comparison.png', 'history.png'
    }

    It 'says what a plot lacks' {
        { $results | Export-EvalPlot TrialsStrip -ErrorAction Stop } |
            Should -Throw -ExpectedMessage 'No case was tried more than once.*' -ErrorId 'NothingToPlot,*'
    }

    It 'draws nothing with -WhatIf' {
        $results | Export-EvalPlot -OutPath nothing -WhatIf
        'nothing' | Should -Not -Exist
    }
}

Describe 'Export-EvalReport -Format Html' {
    It 'writes one page about results and their gate' {
        $gate = $results | Measure-EvalGate 'pass_rate >= 0.9' -AllowSandbox -AllowPartialData
        $file = @($results) + $gate | Export-EvalReport Html -Path page.html -PassThru
        $page = Get-Content -Path $file -Raw
        $page | Should -BeLike '*pass_rate &gt;= 0.9*'
        $page | Should -BeLike '*<a href="#case-r0-1"><bdi>crawl_001</bdi></a>*'
        $page | Should -BeLike '*src="results/drawn/audio/crawl_001/input.wav"*'
    }

    It 'puts the sound in, and says first how much that is' {
        Export-EvalReport Html -RunName drawn -Path sounding.html -EmbedAudio -WarningVariable told -WarningAction SilentlyContinue
        $told | Should -BeLike '8 sound files of * MB go into the report, which becomes about * MB large.'
        Get-Content -Path sounding.html -Raw | Should -BeLike '*data:audio/wav;base64,*'
    }

    It 'refuses sound in another format' {
        { Export-EvalReport Markdown -RunName drawn -EmbedAudio -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSetting,*'
    }
}

Describe 'Show-EvalReport' {
    BeforeAll {
        $script:path = $env:PATH
        New-Item -Path browser -ItemType Directory | Out-Null
        Set-Content -Path browser/xdg-open -Value "#!/bin/sh`nprintf '%s' `"`$1`" > '$TestDrive/opened'`n"
        if ($IsLinux) { chmod +x browser/xdg-open }
    }

    AfterEach {
        $env:PATH = $path
    }

    It 'opens the report of a run, and writes one that is missing' -Skip:(-not $IsLinux) {
        Remove-Item -Path results/plain/report.html
        $env:PATH = "$TestDrive/browser$([IO.Path]::PathSeparator)$path"
        $shown = Show-EvalReport -RunName plain -PassThru
        $shown.FullName | Should -Be (Get-Item -Path results/plain/report.html).FullName
        $limit = [datetime]::UtcNow.AddSeconds(60)
        while (-not (Test-Path -Path opened) -and [datetime]::UtcNow -lt $limit) { [Threading.Thread]::Yield() | Out-Null }
        Get-Content -Path opened | Should -Be $shown.FullName
    }

    It 'names the file where there is no browser' -Skip:(-not $IsLinux) {
        $env:PATH = "$TestDrive"
        { $results | Show-EvalReport -ErrorAction Stop } |
            Should -Throw -ExpectedMessage "There is no browser to show '*drawn/report.html'.*" -ErrorId 'NoBrowser,*'
    }

    It 'says when a run is not there' {
        { Show-EvalReport -RunName nobody -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound,*'
    }
}
