# Dot-sourced by the tests of simulated conversations, which go to the sandbox where a test does not say otherwise.
$script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
$script:shipped = (Resolve-Path -Path "$PSScriptRoot/../../data/run").Path
$script:savedRendering = $PSStyle.OutputRendering
$PSStyle.OutputRendering = 'PlainText'
$PSDefaultParameterValues['Start-SimulatedConversation:Sandbox'] = $true
Push-Location -Path $TestDrive

function Get-Run([string] $Name) {
    Get-Content -Path "results/$Name/run.json" | ConvertFrom-Json
}

# The shipped simulations with something wrong in one of them.
function Write-BadSimulation([string] $Folder, [string] $Old = '"tool_mocks"', [string] $New = '"tool_mock"') {
    New-Item -ItemType Directory -Path $Folder | Out-Null
    Copy-Item -Path "$shipped/*" -Destination $Folder
    (Get-Content -Path "$Folder/sim_refund.json" -Raw).Replace($Old, $New) | Set-Content -Path "$Folder/sim_refund.json"
}
