BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:shipped = "$PSScriptRoot/../../data/crawl/customer_calls.csv"
    $PSDefaultParameterValues['Invoke-CrawlEval:Sandbox'] = $true
    $PSDefaultParameterValues['Invoke-CrawlEval:MaximumCount'] = 1
}

AfterAll {
    $PSDefaultParameterValues.Remove('Invoke-CrawlEval:Sandbox')
    $PSDefaultParameterValues.Remove('Invoke-CrawlEval:MaximumCount')
}

Describe 'Paths of Invoke-CrawlEval' {
    BeforeEach {
        $script:folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Copy-Item -Path $shipped -Destination calls.csv
        $script:before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = [IO.Path]::GetTempPath()
    }

    AfterEach {
        [Environment]::CurrentDirectory = $before
        Pop-Location
    }

    It 'takes a relative path from the current location, not from the folder of the process' {
        $result = Invoke-CrawlEval -Path ./calls.csv -ResultsPath out -RunName relative
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/relative)
        "$folder/out/relative/run.json" | Should -Exist
    }

    It 'takes the first argument as path' {
        (Invoke-CrawlEval calls.csv).CaseId | Should -Be 'crawl_001'
    }

    It 'resolves wildcards, a run for each file' {
        Copy-Item -Path calls.csv -Destination calls2.csv
        @(Invoke-CrawlEval -Path *.csv).RunId | Sort-Object -Unique | Should -HaveCount 2
    }

    It 'takes a literal path with brackets in its name' {
        Copy-Item -Path calls.csv -Destination 'calls[1].csv'
        (Invoke-CrawlEval -LiteralPath 'calls[1].csv').CaseId | Should -Be 'crawl_001'
    }

    It 'takes brackets in -Path as a wildcard' {
        Copy-Item -Path calls.csv -Destination 'calls[1].csv'
        { Invoke-CrawlEval -Path 'calls[1].csv' } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'takes strings from the pipeline' {
        Copy-Item -Path calls.csv -Destination calls2.csv
        @('calls.csv', 'calls2.csv' | Invoke-CrawlEval).Count | Should -Be 2
    }

    It 'takes files of Get-ChildItem from the pipeline, brackets and all' {
        Copy-Item -Path calls.csv -Destination 'calls[1].csv'
        @(Get-ChildItem -Filter *.csv | Invoke-CrawlEval).Count | Should -Be 2
    }

    It 'takes a property <_> from the pipeline' -ForEach 'LiteralPath', 'PSPath', 'FullName' {
        (([pscustomobject]@{ $_ = "$folder/calls.csv" }) | Invoke-CrawlEval).CaseId | Should -Be 'crawl_001'
    }

    It 'takes a path on a drive of PowerShell' {
        New-PSDrive -Name calls -PSProvider FileSystem -Root $folder | Out-Null
        try {
            $result = Invoke-CrawlEval -Path calls:/calls.csv -ResultsPath calls:/out -RunName drive
        }
        finally {
            Remove-PSDrive -Name calls
        }
        $result.RunPath | Should -Be (Join-Path -Path $folder -ChildPath out/drive)
    }

    It 'refuses <Path> with <Id>' -ForEach @(
        @{ Path = 'Env:PATH'; Id = 'NotFileSystemPath' }
        @{ Path = 'missing.csv'; Id = 'PathNotFound' }
        @{ Path = '*.nothing'; Id = 'PathNotFound' }
        @{ Path = 'nodrive:/calls.csv'; Id = 'PathNotFound' }
    ) {
        { Invoke-CrawlEval -Path $Path } | Should -Throw -ErrorId "$Id,*"
    }

    It 'refuses a results folder that is not in the file system' {
        { Invoke-CrawlEval -ResultsPath Env:/out } | Should -Throw -ErrorId 'NotFileSystemPath,*'
    }

    It 'writes an error for a literal path that does not exist' {
        Invoke-CrawlEval -LiteralPath missing.csv -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput,*'
        $problems[0].TargetObject | Should -Be (Join-Path -Path $folder -ChildPath missing.csv)
    }

    It 'takes prompt and tools from the current location' {
        Copy-Item -Path "$PSScriptRoot/../../data/crawl/system_prompt.txt", "$PSScriptRoot/../../data/crawl/tools.json" -Destination .
        (Invoke-CrawlEval -SystemPromptPath system_prompt.txt -ToolsPath ./tools.json).Outcome | Should -Be 'Pass'
    }

    It 'keeps speech in the named folder' {
        Invoke-CrawlEval -SpeechCachePath voice | Out-Null
        @(Get-ChildItem -Path voice -Recurse -Filter *.wav).Count | Should -Be 1
    }
}

Describe 'Aliases of Invoke-CrawlEval' {
    It '<Alias> is <Parameter>' -ForEach @(
        @{ Alias = 'DataCsv'; Parameter = 'Path' }
        @{ Alias = 'ResultsDir'; Parameter = 'ResultsPath' }
        @{ Alias = 'ChunkMs'; Parameter = 'ChunkMilliseconds' }
        @{ Alias = 'SampleRateHz'; Parameter = 'SampleRate' }
        @{ Alias = 'SystemPromptFile'; Parameter = 'SystemPromptPath' }
        @{ Alias = 'ToolsFile'; Parameter = 'ToolsPath' }
        @{ Alias = 'TtsModel'; Parameter = 'SpeechModel' }
        @{ Alias = 'MaxExamples'; Parameter = 'MaximumCount' }
    ) {
        (Get-Command -Name Invoke-CrawlEval).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }

    It 'takes them all at once' {
        $data = Resolve-Path -Path "$PSScriptRoot/../../data/crawl"
        $aliases = @{
            DataCsv = "$data/customer_calls.csv"
            ResultsDir = "$TestDrive/aliases"
            RunName = 'all'
            ChunkMs = 40
            SampleRateHz = 24000
            SystemPromptFile = "$data/system_prompt.txt"
            ToolsFile = "$data/tools.json"
            TtsModel = 'tts-1'
            MaxExamples = 1
        }
        $result = Invoke-CrawlEval @aliases
        $result.Outcome | Should -Be 'Pass'
        $settings = (Get-Content -Path "$TestDrive/aliases/all/run.json" | ConvertFrom-Json).settings
        $settings.chunk_ms | Should -Be 40
        $settings.input_sample_rate_hz | Should -Be 24000
        $settings.speech_model | Should -Be 'tts-1'
        $settings.max_examples | Should -Be 1
    }
}

Describe 'What Invoke-CrawlEval takes from the pipeline' {
    BeforeAll {
        Push-Location -Path (New-Item -ItemType Directory -Path "$TestDrive/again")
        $script:results = Invoke-CrawlEval -Sandbox -MaximumCount 9 -RunName first
        $script:data = @($results)[0].DataPath
    }

    AfterAll { Pop-Location }

    It 'is the cases of results once more, in one run' {
        $again = $results |
            Where-Object -Property CaseId -In 'crawl_002', 'crawl_009' |
            Invoke-CrawlEval -Sandbox -MaximumCount 0 -RunName again
        $again.CaseId | Sort-Object | Should -Be 'crawl_002', 'crawl_009'
        $again.RunId | Get-Unique | Should -Be 'again'
        $again.DataCases | Get-Unique | Should -Be 18
    }

    It 'is the names of runs too' {
        $runs = 1..2 |
            ForEach-Object -Process { [pscustomobject] @{ LiteralPath = $data; RunName = "named$_" } } |
            Invoke-CrawlEval -Sandbox -MaximumCount 1
        $runs.RunId | Should -Be 'named1', 'named2'
    }

    It 'is read from files in their turn when one of them is missing' {
        $found = Invoke-CrawlEval -Path missing.csv, $data -Sandbox -MaximumCount 1 -ErrorVariable missed -ErrorAction SilentlyContinue
        $found | Should -HaveCount 1
        $missed.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
    }

    It 'is not the whole for a gate when a file is missing' {
        {
            Invoke-CrawlEval -Path missing.csv, $data -Sandbox -MaximumCount 1 -ErrorAction SilentlyContinue |
                Test-EvalGate 'planned == 1' -AllowSandbox
        } | Should -Throw -ErrorId 'RunsMissing,*'
    }

    It 'is an array as well when it is a value of InputObject' {
        $one = Measure-EvalGate -InputObject $results 'planned == 9' -AllowSandbox
        ($results | Measure-EvalGate 'planned == 9' -AllowSandbox).Verdict | Should -Be $one.Verdict
        $one.Planned | Should -Be 9
    }

    It 'is nothing for a plan, which needs no key' {
        "$(Invoke-CrawlEval -CaseId crawl_001, crawl_002 -MaximumCount 0 -WhatIf -Sandbox:$false)" |
            Should -BeLike '2 of 18 crawl cases (cases crawl_001, crawl_002) with *'
    }

    It 'cannot be a resume of a run that is not there' {
        { Invoke-CrawlEval -Sandbox -Resume -RunName frist } |
            Should -Throw -ErrorId 'RunNotFound,*' -ExpectedMessage "*the nearest is 'first'*"
    }

    It 'gives the sandbox of the session up for an endpoint that is named' {
        (Invoke-CrawlEval -Endpoint wss://example.org/v1/realtime -MaximumCount 1 -WhatIf).Provider | Should -Be 'example.org'
    }
}
