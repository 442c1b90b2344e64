BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    $script:slow = "Import-Module '$manifest'; " +
        'Invoke-RefusalSmoke -Sandbox -SandboxFault answer:hang@row_009 -RunName stopped -AllowSandbox ' +
        "-ResultsPath '$TestDrive/{0}' -StatusPath '$TestDrive/{0}.json'"

    function Test-Started([string] $Folder) {
        $journal = "$TestDrive/$Folder/stopped/journal.jsonl"
        (Test-Path -Path $journal) -and @(Get-Content -Path $journal).Count -ge 5
    }

    function Assert-Stopped([string] $Folder) {
        Get-Gate "$TestDrive/$Folder.json" | Should -BeExactly 'False/False'
        (Get-Status "$TestDrive/$Folder.json").openai_evals_v0.refusal_smoke.status | Should -BeIn 'pending', 'failed'
    }
}

Describe 'The gate of a run that is stopped' {
    It 'is false when the pipeline is stopped' {
        Write-Status "$TestDrive/shell.json"
        $shell = [PowerShell]::Create().AddScript($slow -f 'shell')
        try {
            $null = $shell.BeginInvoke()
            Wait-Until { Test-Started shell }
            Get-Gate "$TestDrive/shell.json" | Should -BeExactly 'False/False'
            $shell.Stop()
        }
        finally {
            $shell.Dispose()
        }
        Assert-Stopped shell
    }

    It 'is false after Ctrl+C' {
        if (-not $IsLinux) {
            Set-ItResult -Skipped -Because 'CTRL+C WAS NOT TESTED: a signal can be sent to another process on Linux only'
            return
        }

        Write-Status "$TestDrive/signal.json"
        # A shell without job control starts what is in its background deaf to SIGINT, and every child inherits that; env gives it back.
        $start = [Diagnostics.ProcessStartInfo]::new('env')
        $arguments = '--default-signal=INT', 'pwsh', '-NoProfile', '-NonInteractive', '-Command', ($slow -f 'signal')
        foreach ($argument in $arguments) { $start.ArgumentList.Add($argument) }
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        try {
            Wait-Until { Test-Started signal }
            & kill -INT $process.Id
            $process.WaitForExit([TimeSpan]::FromMinutes(5)) | Should -BeTrue
        }
        finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
        Assert-Stopped signal
    }
}

Describe 'The key of Invoke-RefusalSmoke' {
    BeforeAll {
        $script:canary = 'sk-canary-7c2e9b4d1f'
        $script:key = [securestring]::new()
        $canary.ToCharArray() | ForEach-Object -Process { $key.AppendChar($_) }

        # A sandbox that wants this key, which Start-RealtimeSandbox cannot make; the assembly is there once a sandbox has been.
        Start-RealtimeSandbox | Stop-RealtimeSandbox
        $assembly = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies |
            Where-Object -FilterScript { $_.GetName().Name -eq 'RealtimeEvals.Sandbox' }
        $options = [Activator]::CreateInstance($assembly.GetType('RealtimeEvals.Sandbox.SandboxOptions'))
        $options.GetType().GetProperty('RequiredKey').SetValue($options, [RealtimeEvals.Realtime.ApiKey]::From($canary))
        $script:server = $assembly.GetType('RealtimeEvals.Sandbox.SandboxServer')::Start($options, [TimeProvider]::System)
        $script:common = @{
            BaseAddress = "http://127.0.0.1:$(([uri] $server.Endpoint).Port)/v1"
            ConfirmReal = $true
            ResultsPath = "$TestDrive/keyed"
            WarningAction = 'SilentlyContinue'
        }
    }

    AfterAll {
        $server.DisposeAsync().AsTask().Wait()
    }

    It 'appears in no file and no stream' {
        Write-Status "$TestDrive/keyed.json"
        $Error.Clear()
        $good = @{ RunName = 'good'; StatusPath = "$TestDrive/keyed.json"; AllowSandbox = $true }
        $text = Invoke-RefusalSmoke @common @good -ApiKey $key -Verbose -Debug *>&1 |
            Format-List -Property * |
            Out-String
        $text | Should -Match 'row_048'
        Get-Gate "$TestDrive/keyed.json" | Should -BeExactly 'True/True'
        $text += Invoke-RefusalSmoke @common -ApiKey $key -RunName spoken -UseVoice -MaximumCount 1 -Verbose -Debug *>&1 |
            Format-List -Property * |
            Out-String
        $hosted = @{ RunName = 'hosted'; Backend = 'OpenAIEvals'; PollIntervalSec = 0.05 }
        $text += Invoke-RefusalSmoke @common @hosted -ApiKey $key -AsSummary -Verbose -Debug *>&1 |
            Format-List -Property * |
            Out-String
        $wrong = {
            Invoke-RefusalSmoke @common -ApiKey $key -RunName wrong -Model no-such-model -MaximumCount 1 -Verbose -Debug *>&1 |
                Format-List -Property * -Force |
                Out-String -OutVariable said
        }
        $wrong | Should -Throw -ErrorId 'EndpointUnavailable,*'
        $text += "$said"
        $text += $Error | Format-List -Property * -Force | Out-String
        $text | Should -Not -Match $canary
        Get-ChildItem -Path $TestDrive -Recurse -File -Force | Select-String -SimpleMatch -Pattern $canary | Should -BeNullOrEmpty
    }

    It 'that is wrong never makes the gate true' {
        Write-Status "$TestDrive/wrong.json"
        $wrong = [securestring]::new()
        'sk-wrong'.ToCharArray() | ForEach-Object -Process { $wrong.AppendChar($_) }
        $denied = @{ ApiKey = $wrong; RunName = 'denied'; StatusPath = "$TestDrive/wrong.json"; AllowSandbox = $true; MaximumCount = 2 }
        try { $null = Invoke-RefusalSmoke @common @denied -ErrorAction SilentlyContinue } catch { $null = $_ }
        Get-Gate "$TestDrive/wrong.json" | Should -BeExactly 'False/False'
    }
}
