@{
    RootModule           = 'module/bin/RealtimeEvals.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0d8a0e-6c0b-4a55-9f2e-1f3f6f5c7b21'
    Author               = 'The RealtimeEvals authors'
    CompanyName          = 'RealtimeEvals'
    Copyright            = 'Copyright (c) 2026 The RealtimeEvals authors. MIT licence.'
    Description          = 'Evaluates realtime voice agents and turns the evidence into release decisions that fail closed.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    RequiredAssemblies   = @('module/bin/RealtimeEvals.Core.dll')
    NestedModules        = @('module/RealtimeEvals.OneCopy.psm1', 'module/RealtimeEvals.Views.psd1')
    CmdletsToExport      = @('Assert-EvalGate', 'Compare-EvalRun', 'Export-BenchmarkRun', 'Export-EvalBaseline', 'Export-EvalPlot', 'Export-EvalReport', 'Get-BenchmarkRun', 'Get-EvalDashboard', 'Get-EvalPrompt', 'Get-EvalResult', 'Get-EvalRun', 'Get-PulseStatus', 'Get-RealtimeSandbox', 'Import-BenchmarkRun', 'Import-EvalRun', 'Invoke-CrawlEval', 'Invoke-RefusalSmoke', 'Invoke-WalkReplay', 'Measure-Conversation', 'Measure-ConversationQuality', 'Measure-EvalGate', 'Measure-EvalPower', 'Measure-EvalRun', 'Measure-JudgeAgreement', 'Merge-EvalRun', 'New-WalkAudio', 'Protect-EvalRun', 'Remove-BenchmarkRun', 'Remove-EvalRun', 'Rename-EvalRun', 'Show-EvalReport', 'Start-BenchmarkRun', 'Start-EvalAudio', 'Start-EvalDashboard', 'Start-RealtimeSandbox', 'Start-SimulatedConversation', 'Stop-EvalDashboard', 'Stop-RealtimeSandbox', 'Test-EvalData', 'Test-EvalGate', 'Test-EvalRunIntegrity', 'Update-PulseStatus')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @('play')
    PrivateData          = @{
        PSData = @{
            Tags         = @('evaluation', 'voice', 'realtime', 'speech', 'testing', 'PSEdition_Core', 'Windows', 'Linux')
            LicenseUri   = 'https://opensource.org/license/mit'
            ProjectUri   = 'https://www.powershellgallery.com/packages/RealtimeEvals'
            ReleaseNotes = 'See CHANGELOG.md in the module folder.'
        }
    }
}
