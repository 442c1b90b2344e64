BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
}

Describe 'The module' {
    It 'has a valid manifest' {
        $module = Test-ModuleManifest -Path $manifest -ErrorAction Stop -WarningVariable warnings -WarningAction SilentlyContinue
        $module.Name | Should -Be 'RealtimeEvals'
        $module.PowerShellVersion | Should -Be '7.6'
        $warnings | Should -BeNullOrEmpty
    }

    It 'exports exactly its commands, with approved verbs' {
        (Get-Command -Module RealtimeEvals -CommandType Cmdlet).Name | Sort-Object | Should -Be @(
            'Assert-EvalGate'
            'Compare-EvalRun'
            'Export-BenchmarkRun'
            'Export-EvalBaseline'
            'Export-EvalPlot'
            'Export-EvalReport'
            'Get-BenchmarkRun'
            'Get-EvalDashboard'
            'Get-EvalPrompt'
            'Get-EvalResult'
            'Get-EvalRun'
            'Get-PulseStatus'
            'Get-RealtimeSandbox'
            'Import-BenchmarkRun'
            'Import-EvalRun'
            'Invoke-CrawlEval'
            'Invoke-RefusalSmoke'
            'Invoke-WalkReplay'
            'Measure-Conversation'
            'Measure-ConversationQuality'
            'Measure-EvalGate'
            'Measure-EvalPower'
            'Measure-EvalRun'
            'Measure-JudgeAgreement'
            'Merge-EvalRun'
            'New-WalkAudio'
            'Protect-EvalRun'
            'Remove-BenchmarkRun'
            'Remove-EvalRun'
            'Rename-EvalRun'
            'Show-EvalReport'
            'Start-BenchmarkRun'
            'Start-EvalAudio'
            'Start-EvalDashboard'
            'Start-RealtimeSandbox'
            'Start-SimulatedConversation'
            'Stop-EvalDashboard'
            'Stop-RealtimeSandbox'
            'Test-EvalData'
            'Test-EvalGate'
            'Test-EvalRunIntegrity'
            'Update-PulseStatus'
        )
        (Get-Command -Module RealtimeEvals -CommandType Cmdlet).Verb | Should -BeIn (Get-Verb).Verb
        (Get-Alias -Name play).Definition | Should -Be 'Start-EvalAudio'
        (Get-Command -Module RealtimeEvals -CommandType Alias).Name | Should -Be 'play'
    }

    It 'refuses another copy of itself in the same session by one error, and goes on working' {
        $copy = New-Item -ItemType Directory -Path "$TestDrive/copy"
        $root = Split-Path -Path $manifest
        Copy-Item -Path $manifest, "$root/module", "$root/data" -Destination $copy -Recurse
        $problem = try { Import-Module "$copy/RealtimeEvals.psd1" } catch { $_ }
        $problem.FullyQualifiedErrorId | Should -BeLike 'OtherCopyLoaded,*'
        "$problem" | Should -Be (
            "Another copy of RealtimeEvals, in '$root', is loaded in this session, " +
            "so the one in '$copy' cannot be. Import it in a new session.")
        (Get-Module -Name RealtimeEvals).ModuleBase | Should -Be $root
        (Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/copied").Outcome | Should -Be Pass
    }

    It 'can be imported again' {
        Import-Module $manifest -Force -ErrorAction Stop
        (Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/again").Outcome | Should -Be Pass
    }

    It 'emits what its commands declare' {
        $declared = (Get-Command -Name Invoke-CrawlEval).OutputType.Name
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        Invoke-CrawlEval -Sandbox -WhatIf -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        $declared = (Get-Command -Name Invoke-WalkReplay).OutputType.Name
        Invoke-WalkReplay -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        Invoke-WalkReplay -Sandbox -WhatIf -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        (New-WalkAudio -Sandbox -OutputPath "$TestDrive/declared/walk").GetType().FullName |
            Should -BeIn (Get-Command -Name New-WalkAudio).OutputType.Name
        $declared = (Get-Command -Name Start-SimulatedConversation).OutputType.Name
        Start-SimulatedConversation -Sandbox -MaximumCount 1 -IncludeTurn -RunName talk -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        Start-SimulatedConversation -Sandbox -WhatIf -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        (Measure-EvalRun "$TestDrive/declared/talk").GetType().FullName | Should -BeIn (Get-Command -Name Measure-EvalRun).OutputType.Name
        $declared = (Get-Command -Name Invoke-RefusalSmoke).OutputType.Name
        Invoke-RefusalSmoke -Sandbox -MaximumCount 1 -RunName smoke -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        Invoke-RefusalSmoke -Sandbox -WhatIf -ResultsPath "$TestDrive/declared" |
            ForEach-Object -Process { $_.GetType().FullName } |
            Should -BeIn $declared
        (Invoke-RefusalSmoke -DryRun -OutputPath "$TestDrive/declared/dry.json").GetType().FullName | Should -BeIn $declared
        Set-Content -Path "$TestDrive/declared/status.json" -Value '{"gates":{}}'
        $declared = (Get-Command -Name Get-PulseStatus).OutputType.Name
        (Get-PulseStatus "$TestDrive/declared/status.json").GetType().FullName | Should -BeIn $declared
        (Get-PulseStatus -AsRegistryStub -GateKey smoke_ok).GetType().FullName | Should -BeIn $declared
        $smoke = @{ Path = "$TestDrive/declared/status.json"; GateKey = 'smoke_ok'; RunPath = "$TestDrive/declared/smoke" }
        $status = Update-PulseStatus 'pass_rate == 1' @smoke -PassThru
        $status.GetType().FullName | Should -BeIn (Get-Command -Name Update-PulseStatus).OutputType.Name
        $sandbox = Start-RealtimeSandbox
        $sandbox.GetType().FullName | Should -BeIn (Get-Command -Name Start-RealtimeSandbox).OutputType.Name
        $sandbox | Stop-RealtimeSandbox | Should -BeNullOrEmpty
    }

    It 'imports without a warning' {
        Import-Module $manifest -Force -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeNullOrEmpty
    }

    It 'loads neither its adapters nor what they bring until they are needed' {
        $names = & pwsh -NoProfile -NonInteractive -Command (
            "Import-Module '$manifest'; [AppDomain]::CurrentDomain.GetAssemblies().ForEach({ `$_.GetName().Name })")
        $names | Should -Contain 'RealtimeEvals.PowerShell'
        foreach ($late in 'RealtimeEvals.Adapters', 'SkiaSharp', 'ScottPlot', 'OpenAI', 'Fluid', 'Microsoft.Data.Sqlite') {
            $names | Should -Not -Contain $late
        }
    }

    It 'lets its types be named' {
        [RealtimeEvals.Model.Outcome]::Inconclusive.value__ | Should -Be 0
    }

    It 'keeps third-party assemblies out of the load context of PowerShell' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/results" | Out-Null
        $shared = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.ForEach({ $_.GetName().Name })
        $shared | Should -Contain 'RealtimeEvals.Core'
        $shared | Should -Not -Contain 'RealtimeEvals.Adapters'
        $shared | Should -Not -Contain 'OpenAI'
        $shared | Should -Not -Contain 'System.ClientModel'
        $shared | Should -Not -Contain 'CsvHelper'
        $private = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object -Property Name -EQ -Value RealtimeEvals.Adapters
        $private.Assemblies.ForEach({ $_.GetName().Name }) | Should -Contain 'CsvHelper'
        $private.Assemblies.ForEach({ $_.GetName().Name }) | Should -Not -Contain 'RealtimeEvals.Core'
    }

    It 'stops its sandboxes when it is removed, and works when it is imported again' {
        $sandbox = Start-RealtimeSandbox
        Remove-Module -Name RealtimeEvals
        Get-Command -Name Invoke-CrawlEval -ErrorAction Ignore | Should -BeNullOrEmpty
        $sandbox.IsRunning | Should -BeFalse
        Import-Module $manifest
        (Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/results").Outcome | Should -Be 'Pass'
    }

    It 'writes nothing to the console' {
        $script = "`$ProgressPreference = 'SilentlyContinue'; Import-Module '$manifest'; " +
            "`$null = Invoke-CrawlEval -Sandbox -ResultsPath '$TestDrive/quiet' -SpeechCachePath '$TestDrive/.speech'; " +
            '$null = Start-RealtimeSandbox | Stop-RealtimeSandbox'
        $written = & pwsh -NoProfile -NonInteractive -Command $script 2>&1
        $LASTEXITCODE | Should -Be 0
        $written | Should -BeNullOrEmpty
    }

    It 'reports progress and takes its bar away' {
        $shell = [PowerShell]::Create().AddScript(
            "Import-Module '$manifest'; " +
            "Invoke-CrawlEval -Sandbox -ResultsPath '$TestDrive/progress' -SpeechCachePath '$TestDrive/.speech'")
        $shell.Invoke() | Out-Null
        $records = @($shell.Streams.Progress | Where-Object -Property Activity -Like -Value 'Crawl *')
        $shell.Dispose()
        $records[0].StatusDescription | Should -Match '^\d+ of 18'
        $records[-1].RecordType | Should -Be 'Completed'
    }

    It 'works in constrained language mode' {
        $state = [initialsessionstate]::CreateDefault2()
        $state.LanguageMode = 'ConstrainedLanguage'
        $state.ImportPSModule($manifest)
        $shell = [PowerShell]::Create($state).AddScript(
            "Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath '$TestDrive/constrained' -SpeechCachePath '$TestDrive/.speech'")
        $result = $shell.Invoke()
        $shell.Streams.Error | Should -BeNullOrEmpty
        $shell.Dispose()
        $result[0].CaseId | Should -Be 'crawl_001'
    }
}
