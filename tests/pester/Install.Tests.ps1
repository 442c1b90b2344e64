BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
}

# Elsewhere the modules of a user cannot be kept in a scratch folder.
Describe 'A package that was built' -Skip:(-not $IsLinux) {
    BeforeAll {
        function Get-PageBlock([string] $Page, [string] $Fence) {
            [regex]::Match((Get-Content -Path "$root/docs/$Page" -Raw), "(?ms)^``````$Fence\r?\n(?<code>.*?)^``````").Groups['code'].Value
        }

        # What the page says, in a shell of its own with an empty home, on what has been built.
        $script:packed = & "$root/build.ps1" -Task Pack -OutputPath "$TestDrive/output"
        $recipe = Get-PageBlock pester.md ps1
        Set-Content -Path "$TestDrive/agent.Tests.ps1" -Value $recipe
        $faulty = $recipe -replace '-Sandbox -Error', '-Sandbox -SandboxFault no-done@crawl_003 -TimeoutSec 4 -Error'
        Set-Content -Path "$TestDrive/broken.Tests.ps1" -Value $faulty
        Set-Content -Path "$TestDrive/keyless.Tests.ps1" -Value ($recipe -replace '-Sandbox -Error', '-Error')
        Set-Content -Path "$TestDrive/empty.Tests.ps1" -Value ($recipe -replace 'Invoke-CrawlEval -Sandbox', '@() | Write-Output')
        $failures = '$result.Failed | ForEach-Object -MemberName ExpandedName'
        Set-Content -Path "$TestDrive/install.ps1" -Value @"
`$ErrorActionPreference = 'Stop'
Set-Location -LiteralPath '$TestDrive'
$((Get-PageBlock install.md '') -replace '(?m)^\./build\.ps1 .*$')
Import-Module -Name '$((Get-Module -Name Pester).Path -replace 'psm1$', 'psd1')'
`$told = @{
    listed = @(Get-Module -ListAvailable -Name RealtimeEvals).ModuleBase
    used = (Get-Command -Name Invoke-CrawlEval).Module.ModuleBase
    topic = (Get-Help -Name about_RealtimeEvals) -split '\r?\n'
    help = (Get-Help -Name Get-RealtimeSandbox).Synopsis
    version = @(Get-InstalledPSResource -Name RealtimeEvals).Version.ForEach('ToString')
}
`$dashboard = Start-EvalDashboard -Sandbox -PassThru -StorePath ./dashboard.sqlite
`$told.dashboard = (Invoke-RestMethod "`$(`$dashboard.BaseAddress)api/v1/models" -Headers `$dashboard.Headers).Count
`$told.program = (Get-Process -Id `$dashboard.ProcessId).CommandLine
`$dashboard | Stop-EvalDashboard
foreach (`$name in 'agent', 'broken', 'keyless', 'empty') {
    `$result = Invoke-Pester -Path "./`$name.Tests.ps1" -Output None -PassThru
    `$told[`$name] = @(`$result.Result; `$result.PassedCount; $failures; `$result.FailedContainersCount)
}
`$told | ConvertTo-Json -Depth 4 -Compress | Set-Content -Path told.json
"@
        $outer = @{}
        foreach ($name in 'HOME', 'PSModulePath', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME') {
            $outer[$name] = [Environment]::GetEnvironmentVariable($name)
            [Environment]::SetEnvironmentVariable($name, $null)
        }
        try {
            $env:HOME = "$TestDrive/home"
            $null = New-Item -ItemType Directory -Path $env:HOME
            $script:said = & pwsh -NoProfile -NonInteractive -File "$TestDrive/install.ps1" 2>&1 | Out-String
        }
        finally {
            foreach ($name in $outer.Keys) { [Environment]::SetEnvironmentVariable($name, $outer[$name]) }
        }
        $script:told = Get-Content -Path "$TestDrive/told.json" -ErrorAction Ignore | ConvertFrom-Json
    }

    It 'is a folder and one file, both named after the version' {
        $version = (Import-PowerShellDataFile -Path "$root/RealtimeEvals.psd1").ModuleVersion
        $packed.FullName | Should -Be @(
            Join-Path $TestDrive output RealtimeEvals $version
            Join-Path $TestDrive output "RealtimeEvals.$version.nupkg"
        )
        (Test-ModuleManifest -Path (Join-Path $packed[0] RealtimeEvals.psd1)).Version | Should -Be $version
    }

    It 'is packed again over an older one' {
        (& "$root/build.ps1" -Task Pack -OutputPath "$TestDrive/output").Name | Should -Be $packed.Name
    }

    It 'is installed by the commands of docs/install.md and found by name' {
        $told | Should -Not -BeNullOrEmpty -Because $said
        $said | Should -BeNullOrEmpty
        $told.version | Should -Be $packed[0].Name
        $told.listed | Should -Be (Join-Path $TestDrive home .local share powershell Modules RealtimeEvals $packed[0].Name)
        $told.used | Should -Be $told.listed
    }

    It 'has its help with it' {
        $told.topic[1].Trim() | Should -Be about_RealtimeEvals
        $told.help | Should -Match '^Gets the sandboxes'
    }

    It 'starts its dashboard from its own folder, with its data' {
        $told.dashboard | Should -BeGreaterThan 3
        $told.program | Should -Match ([regex]::Escape((Join-Path $told.listed module bin deps realtime-evals.dll)))
    }

    It 'lets the recipe of docs/pester.md make a test of each case and each rule' {
        $told.agent | Should -Be Failed, 19, 'handles crawl_009', 0
    }

    It 'lets the recipe fail the case and the rules when a case got no verdict' {
        $told.broken | Should -Be Failed, 16, 'handles crawl_003', 'handles crawl_009', 'meets pass_rate >= 0.9', 'meets errored == 0', 0
    }

    It 'lets the recipe fail <_>' -ForEach 'keyless', 'empty' {
        $told.$_ | Should -Be Failed, 0, 1
    }
}
