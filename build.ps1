#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tests or packages the module.
.DESCRIPTION
Build lays out an importable module in place, with its help. Test runs every test. Pack takes what was built and writes the module folder,
<OutputPath>/RealtimeEvals/<version>, and the package <OutputPath>/RealtimeEvals.<version>.nupkg, which Install-PSResource and a gallery
take. Package builds first, cleanly and for Release.
.PARAMETER Task
Build, Test, Pack or Package.
.PARAMETER Configuration
Debug or Release; a package is always made from Release.
.PARAMETER OutputPath
The folder for what Pack and Package write.
.EXAMPLE
./build.ps1 -Task Package
.EXAMPLE
dotnet exec ~/.nuget/packages/powershell/7.6.9/tools/net10.0/any/unix/pwsh.dll build.ps1 -Task Package

Packages with the PowerShell that a restore brings, on a machine where none is installed; on Windows it lies in the folder win instead of
unix.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    [string] $OutputPath = "$PSScriptRoot/output"
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

function Compress-Build {
    # A package without its help would look whole.
    $null = Get-Item -LiteralPath "$PSScriptRoot/en-US/RealtimeEvals.PowerShell.dll-Help.xml"
    $version = (Import-PowerShellDataFile "$PSScriptRoot/RealtimeEvals.psd1").ModuleVersion
    $folder = "$OutputPath/RealtimeEvals/$version"
    $package = "$OutputPath/RealtimeEvals.$version.nupkg"
    Remove-Item $folder, $package -Recurse -Force -ErrorAction Ignore
    $null = New-Item $folder -ItemType Directory -Force
    'RealtimeEvals.psd1', 'README.md', 'CHANGELOG.md', 'LICENSE', 'docs', 'en-US', 'module', 'data' | ForEach-Object {
        Copy-Item -LiteralPath "$PSScriptRoot/$_" -Destination $folder -Recurse
    }
    Compress-PSResource -Path $folder -DestinationPath $OutputPath
    Get-Item -LiteralPath $folder, $package
}

switch ($Task) {
    'Build' {
        dotnet build $PSScriptRoot --configuration $Configuration
    }
    'Test' {
        dotnet test $PSScriptRoot --configuration $Configuration
    }
    'Pack' {
        Compress-Build
    }
    'Package' {
        Remove-Item "$PSScriptRoot/module/bin" -Recurse -Force -ErrorAction Ignore
        dotnet build "$PSScriptRoot/src/RealtimeEvals.PowerShell" --configuration Release
        Compress-Build
    }
}
