# Dot-sourced by every test file: the module under test, away from the user's keys and from the user's speech cache.
Import-Module "$PSScriptRoot/../../RealtimeEvals.psd1" -Force
Remove-Item -Path Env:OPENAI_API_KEY, Env:OPENAI_BASE_URL -ErrorAction Ignore
$PSDefaultParameterValues['Invoke-CrawlEval:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['Invoke-RefusalSmoke:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['New-WalkAudio:SpeechCachePath'] = "$TestDrive/.speech"
$PSDefaultParameterValues['Start-SimulatedConversation:SpeechCachePath'] = "$TestDrive/.speech"
