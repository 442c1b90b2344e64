BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    $script:results = @(Invoke-CrawlEval -Sandbox -RunName heard -MaximumCount 3 | Sort-Object -Property CaseNumber)
    $script:held = @(Start-SimulatedConversation -Sandbox -RunName talk -MaximumCount 1 -IncludeTurn)

    # Seconds of a mono WAV file of 16 bits, whose header has 44 bytes.
    function Get-Duration([string] $Path) {
        $bytes = [IO.File]::ReadAllBytes((Convert-Path -Path $Path))
        ($bytes.Length - 44) / 2 / [BitConverter]::ToInt32($bytes, 24)
    }
}

AfterAll {
    Pop-Location
}

Describe 'Start-EvalAudio -OutPath' {
    It 'writes both sides of <Way>' -ForEach @(
        @{ Way = 'a live result'; Play = { $results[0] | Start-EvalAudio -OutPath ./one.wav } }
        @{ Way = 'a result by the alias'; Play = { $results[0] | play -OutPath ./one.wav } }
        @{ Way = 'a run by its name'; Play = { Start-EvalAudio -RunName heard crawl_001 -OutPath ./one.wav } }
        @{ Way = 'a run by its path'; Play = { Start-EvalAudio ./results/heard crawl_001 -OutPath ./one.wav } }
    ) {
        Remove-Item -Path ./one.wav -ErrorAction Ignore
        $file = & $Play
        $file | Should -BeOfType [System.IO.FileInfo]
        $file.FullName | Should -Be (Convert-Path -Path ./one.wav)
        $sides = (Get-Duration $results[0].InputAudioPath) + (Get-Duration $results[0].OutputAudioPath)
        Get-Duration ./one.wav | Should -BeGreaterOrEqual ($sides + 0.249)
        Get-Duration ./one.wav | Should -BeLessOrEqual ($sides + 0.251)
    }

    It 'takes results of a job' {
        $job = Start-Job -ScriptBlock {
            Import-Module $using:manifest
            Set-Location -Path $using:TestDrive
            Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName jobbed
            Start-SimulatedConversation -Sandbox -MaximumCount 1 -RunName talked
        }
        $back = $job | Receive-Job -Wait -AutoRemoveJob
        $back | Start-EvalAudio -OutPath ./job.wav | Should -HaveCount 1
        Get-Duration ./job.wav | Should -BeGreaterThan (Get-Duration $back[0].InputAudioPath)
    }

    It 'writes everything that comes into one file, summaries aside' {
        $all = @(Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName whole -Summary)
        $all[-1] | Should -BeOfType [RealtimeEvals.Runs.EvalRunSummary]
        $all | Start-EvalAudio -OutPath ./all.wav | Should -HaveCount 1
        $all[0] | Start-EvalAudio -OutPath ./first.wav | Should -HaveCount 1
        Get-Duration ./all.wav | Should -BeGreaterThan (Get-Duration ./first.wav)
    }

    It 'writes a conversation as its turns, and a turn alone' {
        $turns = $held | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.TurnResult] }
        $talk = $held | Where-Object -FilterScript { $_ -is [RealtimeEvals.Model.ConversationResult] }
        $talk | Start-EvalAudio -OutPath ./talk.wav -WarningAction Ignore | Should -HaveCount 1
        $turns | Start-EvalAudio -OutPath ./turns.wav -WarningAction Ignore | Should -HaveCount 1
        $turns[0] | Start-EvalAudio -OutPath ./turn.wav -WarningAction Ignore | Should -HaveCount 1
        (Get-FileHash -Path ./talk.wav).Hash | Should -Be (Get-FileHash -Path ./turns.wav).Hash
        Get-Duration ./turn.wav | Should -BeLessThan (Get-Duration ./talk.wav)
        Start-EvalAudio -RunName talk $talk.ConversationId -OutPath ./named.wav -WarningAction Ignore | Out-Null
        (Get-FileHash -Path ./talk.wav).Hash | Should -Be (Get-FileHash -Path ./named.wav).Hash
    }

    It 'puts the sides together where it is asked to' {
        $results[0] | Start-EvalAudio -Mode Turns -OutPath ./turns.wav | Out-Null
        $results[0] | Start-EvalAudio -Mode Mixed -OutPath ./mixed.wav | Out-Null
        Get-Duration ./mixed.wav | Should -BeLessThan (Get-Duration ./turns.wav)
    }

    It 'writes nothing with -WhatIf, and says how much it would be' {
        $results[0] | Start-EvalAudio -OutPath ./not.wav -WhatIf | Should -BeNullOrEmpty
        './not.wav' | Should -Not -Exist
    }

    It 'keeps a file that is there, before anything has run' {
        Set-Content -Path ./kept.wav -Value 'kept'
        { Invoke-CrawlEval -Sandbox -RunName never | Start-EvalAudio -OutPath ./kept.wav -NoClobber } |
            Should -Throw -ErrorId 'AudioExists,RealtimeEvals.PowerShell.Commands.StartEvalAudioCommand'
        './results/never' | Should -Not -Exist
        { Start-EvalAudio -RunName heard crawl_001 -NoClobber } | Should -Throw -ErrorId 'InvalidSetting,*'
        { $results[0] | Start-EvalAudio -OutPath $results[0].InputAudioPath } | Should -Throw -ErrorId 'AudioExists,*'
    }
}

Describe 'What cannot be played' {
    It 'is an error of its own, and the others are played' {
        Copy-Item -Path ./results/heard -Destination ./results/cut -Recurse
        $cut = $results[1].PSObject.Copy() | Select-Object -Property *
        $path = Join-Path -Path $TestDrive -ChildPath cut.wav
        [IO.File]::WriteAllBytes($path, [IO.File]::ReadAllBytes($results[1].InputAudioPath)[0..99])
        [IO.File]::WriteAllBytes("$TestDrive/results/cut/audio/crawl_002/input.wav", [IO.File]::ReadAllBytes($path))
        $problem = $null
        $file = Start-EvalAudio ./results/cut crawl_002, crawl_001 -OutPath ./rest.wav -ErrorAction SilentlyContinue -ErrorVariable problem
        $file | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'AudioUnreadable*'
        "$($problem[0])" | Should -Match 'input\.wav'
        $cut | Start-EvalAudio -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidInput*'
    }

    It 'is told where there is no such case or run' {
        { Start-EvalAudio -RunName heard crawl_01 -OutPath ./x.wav } | Should -Throw -ErrorId 'CaseNotFound,*'
        { Start-EvalAudio -RunName nothing crawl_001 -OutPath ./x.wav } | Should -Throw -ErrorId 'RunNotFound,*'
        $asked = Invoke-RefusalSmoke -Sandbox -RunName smoke -MaximumCount 1
        Start-EvalAudio -RunName smoke $asked.CaseId -OutPath ./x.wav -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoAudio,*'
    }

    It 'is told where nothing can play' -Skip:(-not $IsLinux) {
        $before = $env:PATH
        try {
            $env:PATH = "$TestDrive"
            { Start-EvalAudio -RunName heard crawl_001 } | Should -Throw -ErrorId 'NoAudioDevice,*'
        }
        finally { $env:PATH = $before }
    }
}

Describe 'Playing' {
    It 'gives each result to the program as it comes, and writes nothing' -Skip:(-not $IsLinux) {
        $bin = New-Item -ItemType Directory -Path "$TestDrive/bin"
        Set-Content -Path "$bin/aplay" -Value "#!/bin/bash`nstat -c %s `"`$2`" >> '$TestDrive/sizes'"
        chmod +x "$bin/aplay"
        $before = $env:PATH
        try {
            $env:PATH = $bin.FullName + [IO.Path]::PathSeparator + $before
            $results | Start-EvalAudio -Mode Mixed | Should -BeNullOrEmpty
            $results[0] | play -WhatIf | Should -BeNullOrEmpty
        }
        finally { $env:PATH = $before }
        Get-Content -Path "$TestDrive/sizes" | Should -HaveCount 3
    }
}

Describe 'Completion' {
    It 'offers the cases of the run' {
        $line = 'Start-EvalAudio -RunName heard -CaseId crawl_00'
        ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText |
            Should -Be 'crawl_001', 'crawl_002', 'crawl_003'
    }
}
