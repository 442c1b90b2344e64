# Dot-sourced by every test file: the module under test, away from the user's keys and from the user's speech cache.
Import-Module "$PSScriptRoot/../../RealtimeEvals.psd1" -Force
Remove-Item -Path Env:OPENAI_API_KEY, Env:OPENAI_BASE_URL -ErrorAction Ignore
$PSDefaultParameterValues['Invoke-CrawlEval:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['Invoke-RefusalSmoke:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['New-WalkAudio:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['Start-SimulatedConversation:SpeechCachePath'] = "$TestDrive/.speech"

# Leaves run.json as a killed process does: without the hashes of the files that it would vouch for.
function Undo-EndOfRun {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It changes a copy that a test made.')]
    param([string] $RunPath)

    $run = Get-Content -Path "$RunPath/run.json" -Raw | ConvertFrom-Json -DateKind String -Depth 20
    $run.evidence_sha256 = @{}
    Set-Content -Path "$RunPath/run.json" -Value ($run | ConvertTo-Json -Depth 20)
}

# Runs the command line program that comes with the module, in the current folder.
function Invoke-Program {
    & dotnet "$PSScriptRoot/../../module/bin/deps/realtime-evals.dll" @args
}
