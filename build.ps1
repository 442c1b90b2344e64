#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests or packages the module.
.DESCRIPTION
Build lays out an importable module in place. Test runs every test. Package writes output/RealtimeEvals/<version>, a folder that is ready for a gallery.
.PARAMETER Task
Build, Test or Package.
.PARAMETER Configuration
Debug or Release; a package is always made from Release.
.EXAMPLE
./build.ps1 -Task Package
.EXAMPLE
dotnet exec ~/.nuget/packages/powershell/7.6.9/tools/net10.0/any/unix/pwsh.dll build.ps1 -Task Package

Packages with the PowerShell that a restore brings, on a machine where none is installed; on Windows it lies in the folder win instead of unix.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

switch ($Task) {
    'Build' {
        dotnet build $PSScriptRoot --configuration $Configuration
    }
    'Test' {
        dotnet test $PSScriptRoot --configuration $Configuration
    }
    'Package' {
        Remove-Item "$PSScriptRoot/module/bin" -Recurse -Force -ErrorAction Ignore
        dotnet build "$PSScriptRoot/src/RealtimeEvals.PowerShell" --configuration Release
        $version = (Import-PowerShellDataFile "$PSScriptRoot/RealtimeEvals.psd1").ModuleVersion
        $target = "$PSScriptRoot/output/RealtimeEvals/$version"
        Remove-Item $target -Recurse -Force -ErrorAction Ignore
        $null = New-Item $target -ItemType Directory -Force
        'RealtimeEvals.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'en-US', 'module', 'data' | ForEach-Object {
            Copy-Item -LiteralPath "$PSScriptRoot/$_" -Destination $target -Recurse
        }
        Get-Item -LiteralPath $target
    }
}
