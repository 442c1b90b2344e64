BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    $script:common = @{
        StorePath = "$TestDrive/runs.sqlite"
        ResultsPath = "$TestDrive/results"
        SpeechCachePath = "$TestDrive/speech"
    }
    $script:canary = 'sk-canary-3d9e0c4b7a'
    $script:key = [securestring]::new()
    $canary.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }

    # Gives what the block gives, as soon as it gives something.
    function Wait-For([scriptblock] $Block) {
        $limit = [DateTime]::UtcNow.AddMinutes(2)
        while (-not ($found = & $Block)) {
            if ([DateTime]::UtcNow -gt $limit) { throw "Not within 2 minutes: $Block" }
            Start-Sleep -Milliseconds 50
        }
        $found
    }

    function Test-Process([int] $Id) {
        [bool] (Get-Process -Id $Id -ErrorAction Ignore)
    }

    function Get-Answer([string] $Path, [hashtable] $More = @{}) {
        Invoke-RestMethod -Uri "$($dashboard.BaseAddress)$Path" -Headers $dashboard.Headers @More
    }

    function Get-ProcessText([string] $Name, [int] $Id) {
        (Get-Content -LiteralPath "/proc/$Id/$Name" -Raw) -replace "`0", "`n"
    }
}

AfterAll {
    Get-EvalDashboard | Stop-EvalDashboard
}

Describe 'Start-EvalDashboard -Sandbox -PassThru' {
    BeforeAll {
        $script:dashboard = Start-EvalDashboard -Sandbox -PassThru @common
    }

    It 'gives a dashboard that is running, as a child of this process' {
        $dashboard | Should -BeOfType ([RealtimeEvals.PowerShell.Commands.EvalDashboard])
        $dashboard.IsRunning | Should -BeTrue
        (Get-Process -Id $dashboard.ProcessId).Parent.Id | Should -Be $PID
        $dashboard.BaseAddress | Should -Match '^http://127\.0\.0\.1:\d+/$'
        $dashboard.Address | Should -Match "^$([regex]::Escape($dashboard.BaseAddress))\?token=[0-9a-f]{64}$"
        "$dashboard" | Should -Be $dashboard.BaseAddress
        $dashboard.StartedAt | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(-2))
        $dashboard.Warning | Should -BeNullOrEmpty
    }

    It 'shows its token in the list and not in the table' {
        $token = $dashboard.Address.Query.Substring(7)
        $table = $dashboard | Out-String -Width 120
        $table | Should -Match "$($dashboard.ProcessId) +True .* $([regex]::Escape($dashboard.BaseAddress))"
        $table | Should -Not -Match $token
        $dashboard | Format-List | Out-String -Width 200 | Should -Match $token
    }

    It 'lets nobody in without the token' {
        { Invoke-RestMethod -Uri "$($dashboard.BaseAddress)api/v1/runs" } | Should -Throw -ExceptionType (
            [Microsoft.PowerShell.Commands.HttpResponseException])
        $answer = Invoke-WebRequest -Uri "$($dashboard.BaseAddress)api/v1/runs" -SkipHttpErrorCheck
        $answer.StatusCode | Should -Be 401
    }

    It 'answers a program that sends the headers: a list, a run that is saved, an interview that is held' {
        (Get-Answer 'api/v1/runs').total | Should -Be 0
        $body = @{
            conversation_history = @(
                @{ speaker = 'interviewer'; content = 'How are you?' }
                @{ speaker = 'simulated_user'; content = 'Fine.' }
            )
            event_log = @()
        }
        $put = @{ Method = 'Put'; ContentType = 'application/json'; Body = $body | ConvertTo-Json -Depth 5 }
        (Get-Answer 'api/benchmark-runs/saved-one' $put).ok | Should -BeTrue
        (Get-Answer 'api/benchmark-runs/saved-one').conversation_history.content | Should -Be 'How are you?', 'Fine.'

        $asked = @{ interviewer = 'clinic-intake-interviewer'; participant = 'patient-participant' }
        $post = @{ Method = 'Post'; ContentType = 'application/json'; Body = $asked | ConvertTo-Json }
        $run = Get-Answer 'api/v1/runs' $post

        # The answer ends with the run.
        $events = Get-Answer "api/v1/runs/$($run.id)/events"
        $events | Should -Match '(?m)^event: turn'
        $events | Should -Match '(?m)^event: end'
        $ended = Get-Answer "api/v1/runs/$($run.id)"
        $ended.provider | Should -Be sandbox
        $ended.turn_count | Should -BeGreaterThan 2
        $ended.run_path | Should -Be (Join-Path $TestDrive results $run.name)
        (Get-EvalRun -StorePath $common.StorePath).RunPath | Should -Contain $ended.run_path
    }

    It 'is left alone by Ctrl+C, which a terminal sends to all processes in it' -Skip:(-not $IsLinux) {
        & kill -INT $dashboard.ProcessId
        (Get-Answer 'api/v1/runs').page | Should -Be 1
        $dashboard.IsRunning | Should -BeTrue
    }

    It 'is given by Get-EvalDashboard' {
        [object]::ReferenceEquals((Get-EvalDashboard), $dashboard) | Should -BeTrue
    }

    It 'is no reason for a second copy of an assembly in the session' {
        $null = Invoke-CrawlEval -Sandbox -MaximumCount 1 -ResultsPath "$TestDrive/crawl"
        $loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -like 'RealtimeEvals.*' })
        $loaded.ForEach({ $_.GetName().Name }) | Sort-Object | Should -Be @(
            'RealtimeEvals.Adapters', 'RealtimeEvals.Core', 'RealtimeEvals.PowerShell', 'RealtimeEvals.Sandbox')
        $loaded.Where({ $_.Location -like "*$([IO.Path]::DirectorySeparatorChar)deps*" }).ForEach({ $_.GetName().Name }) |
            Should -Be RealtimeEvals.Adapters
    }

    It 'ends with DashboardNotStarted where the port is taken, and says so' {
        $port = $dashboard.BaseAddress.Port
        $thrown = { Start-EvalDashboard -Sandbox -PassThru -Port $port @common } |
            Should -Throw -ErrorId 'DashboardNotStarted,*' -PassThru
        "$thrown" | Should -Match "^The dashboard did not start: .*$port"
        "$thrown" | Should -Not -Match 'did not start.*did not start|error DashboardNotStarted'
        $thrown.CategoryInfo.Category | Should -Be ConnectionError
        (Get-EvalDashboard).ProcessId | Should -Be $dashboard.ProcessId
    }

    It 'is stopped by -WhatIf in words only' {
        $dashboard | Stop-EvalDashboard -WhatIf
        $dashboard.IsRunning | Should -BeTrue
    }

    It 'is ended by Stop-EvalDashboard, once and for all' {
        $dashboard | Stop-EvalDashboard | Should -BeNullOrEmpty
        $dashboard.IsRunning | Should -BeFalse
        Test-Process $dashboard.ProcessId | Should -BeFalse
        { Get-Answer 'api/v1/runs' } | Should -Throw
        Get-EvalDashboard | Should -BeNullOrEmpty
        { $dashboard | Stop-EvalDashboard -ErrorAction Stop } | Should -Not -Throw
    }
}

Describe 'Start-EvalDashboard without -PassThru' -Skip:(-not $IsLinux) {
    BeforeAll {
        $script:searchPath = $env:PATH
        $null = New-Item -Path "$TestDrive/browser", "$TestDrive/none" -ItemType Directory
        Set-Content -Path "$TestDrive/browser/xdg-open" -Value @(
            '#!/bin/sh'
            "printf '%s' `"`$1`" > '$TestDrive/part'"
            "mv '$TestDrive/part' '$TestDrive/opened'"
        )
        chmod +x "$TestDrive/browser/xdg-open"
    }

    AfterEach {
        $env:PATH = $searchPath
        Get-EvalDashboard | Stop-EvalDashboard
    }

    It 'opens the browser by a file of the user, tells the address, and writes nothing to the pipeline' {
        $env:PATH = "$TestDrive/browser:$searchPath"
        Start-EvalDashboard -Sandbox @common -InformationVariable told 6> $null | Should -BeNullOrEmpty
        $dashboard = Get-EvalDashboard
        "$told" | Should -Be "Dashboard: $($dashboard.Address)"
        $page = Wait-For { Get-Content -Path "$TestDrive/opened" -ErrorAction Ignore }
        Get-Content -LiteralPath $page -Raw | Should -Match ([regex]::Escape($dashboard.Address))
        (Get-Item -LiteralPath (Split-Path -Path $page)).UnixFileMode | Should -Be 'UserExecute, UserWrite, UserRead'
        $dashboard | Stop-EvalDashboard
        Wait-For { -not (Test-Path -LiteralPath $page) } | Should -BeTrue
    }

    It 'warns where there is no browser, and runs all the same' {
        $root = (Get-Item -LiteralPath (Get-Command -Name dotnet -CommandType Application)[0].Source).ResolvedTarget | Split-Path
        $outer = $env:DOTNET_ROOT
        try {
            $env:DOTNET_ROOT = $root
            $env:PATH = "$TestDrive/none"
            Start-EvalDashboard -Sandbox @common -WarningVariable warnings -WarningAction SilentlyContinue 6> $null
        }
        finally {
            $env:DOTNET_ROOT = $outer
        }
        "$warnings" | Should -Match 'no browser'
        (Get-EvalDashboard).IsRunning | Should -BeTrue
    }
}

Describe 'The key of Start-EvalDashboard' -Skip:(-not $IsLinux) {
    It 'reaches the process by its environment alone, and no stream' {
        $secret = @{ ApiKey = $key; BaseAddress = "http://127.0.0.1:9/v1?api-key=q$canary" }
        $said = Start-EvalDashboard -PassThru @secret @common -Verbose -Debug *>&1
        $dashboard = Get-EvalDashboard
        try {
            Get-ProcessText cmdline $dashboard.ProcessId | Should -Not -Match $canary
            $environment = Get-ProcessText environ $dashboard.ProcessId
            $environment | Should -Match "(?m)^OPENAI_API_KEY=$canary$"
            $environment | Should -Match "(?m)^OPENAI_BASE_URL=http://127\.0\.0\.1:9/v1\?api-key=q$canary$"
            $said | Format-List -Property * | Out-String | Should -Not -Match $canary
        }
        finally {
            $dashboard | Stop-EvalDashboard
        }
    }

    It 'is refused in the query of -Endpoint, which would be on the command line' {
        $thrown = { Start-EvalDashboard -PassThru -Endpoint "wss://example.com/v1/realtime?api-key=$canary" @common } |
            Should -Throw -ErrorId 'InvalidEndpoint,*' -PassThru
        "$thrown" | Should -Not -Match $canary
    }
}

Describe 'What Start-EvalDashboard starts not' {
    AfterEach {
        Get-EvalDashboard | Should -BeNullOrEmpty
    }

    It 'is anything with -WhatIf' {
        Start-EvalDashboard -Sandbox -PassThru -WhatIf @common | Should -BeNullOrEmpty
    }

    It 'is a dashboard with settings that contradict each other' {
        { Start-EvalDashboard -Sandbox -ApiKey $key @common } | Should -Throw -ErrorId 'InvalidSetting,*'
        { Start-EvalDashboard -SandboxFault no-done @common } | Should -Throw -ErrorId 'InvalidSetting,*'
        { Start-EvalDashboard -BaseAddress http://example.com @common } | Should -Throw -ErrorId 'InvalidEndpoint,*'
        { Start-EvalDashboard -Sandbox -PromptPath '' @common } | Should -Throw -ErrorId 'InvalidSetting,*'
        { Start-EvalDashboard -StorePath Env:/x } | Should -Throw -ErrorId 'NotFileSystemPath,*'
    }

    It 'is a dashboard with a file that is not there, which the error names' {
        Push-Location -Path $TestDrive
        try {
            $thrown = { Start-EvalDashboard -Sandbox -StatusPath nowhere.json @common } |
                Should -Throw -ErrorId 'DashboardNotStarted,*' -PassThru
        }
        finally {
            Pop-Location
        }
        "$thrown" | Should -Match ([regex]::Escape((Join-Path $TestDrive nowhere.json)))
    }
}

Describe 'A session with a dashboard' -Skip:(-not $IsLinux) {
    It 'takes it with it: when the module is removed, and when it is killed' {
        $script = @"
`$common = @{ Sandbox = `$true; PassThru = `$true; StorePath = '$TestDrive/other.sqlite'; ResultsPath = '$TestDrive/other' }
Import-Module '$manifest'
(Start-EvalDashboard @common).ProcessId
Remove-Module -Name RealtimeEvals
`$null = [Console]::In.ReadLine()
Import-Module '$manifest'
`$PID, (Start-EvalDashboard @common).ProcessId
`$null = [Console]::In.ReadLine()
"@
        Set-Content -Path "$TestDrive/session.ps1" -Value $script
        $start = [Diagnostics.ProcessStartInfo]::new('pwsh', [string[]]('-NoProfile', '-NonInteractive', '-File', "$TestDrive/session.ps1"))
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
        $session = [Diagnostics.Process]::Start($start)
        try {
            $first = [int] $session.StandardOutput.ReadLine()
            Wait-For { -not (Test-Process $first) } | Should -BeTrue
            $session.StandardInput.WriteLine()
            # The program pwsh may be one that starts the shell.
            $shell, $second = [int] $session.StandardOutput.ReadLine(), [int] $session.StandardOutput.ReadLine()
            Test-Process $second | Should -BeTrue
            & kill -KILL $shell
            Wait-For { -not (Test-Process $second) } | Should -BeTrue
        }
        finally {
            if (-not $session.HasExited) { $session.Kill($true) }
            $session.Dispose()
        }
    }

    It 'gets RuntimeMissing where no .NET has ASP.NET Core' {
        # A .NET of its own for PowerShell, with nothing else in it.
        $runtime = [Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()
        $whole = (Resolve-Path -Path "$runtime/../../..").Path
        $bare = New-Item -Path "$TestDrive/bare/shared/Microsoft.NETCore.App" -ItemType Directory -Force
        Copy-Item -Path "$whole/dotnet" -Destination "$TestDrive/bare"
        Copy-Item -Path "$whole/host" -Destination "$TestDrive/bare" -Recurse
        Copy-Item -Path $runtime.TrimEnd('/') -Destination $bare -Recurse
        $outer = @{}
        foreach ($name in 'PATH', 'DOTNET_ROOT', 'DOTNET_HOST_PATH') { $outer[$name] = [Environment]::GetEnvironmentVariable($name) }
        $script = "Import-Module '$manifest'; try { Start-EvalDashboard -Sandbox -PassThru } catch { `$_.FullyQualifiedErrorId; `"`$_`" }"
        try {
            $env:PATH = "$TestDrive/bare"
            $env:DOTNET_ROOT = "$TestDrive/bare"
            $env:DOTNET_HOST_PATH = $null
            $said = & "$TestDrive/bare/dotnet" exec "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command $script
        }
        finally {
            foreach ($name in $outer.Keys) { [Environment]::SetEnvironmentVariable($name, $outer[$name]) }
        }
        $said[0] | Should -BeLike 'RuntimeMissing,*'
        $said[1] | Should -Match '\.NET 10\.0 with ASP\.NET Core'
    }
}
