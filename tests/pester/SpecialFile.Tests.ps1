# Every parameter that is named as a path is given a pipe that nobody writes and nobody reads. That a case ends at all is what is tested.
BeforeDiscovery {
    $module = Import-Module "$PSScriptRoot/../../RealtimeEvals.psd1" -Force -PassThru
    $script:cases = foreach ($command in Get-Command -Module $module.Name -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values) {
            $isText = $parameter.ParameterType -in [string], [string[]]
            if ($isText -and $parameter.Name -match 'Path$|^FailedIn$') { @{ Command = $command.Name; Parameter = $parameter.Name } }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:pipe = "$TestDrive/a-pipe"
    if ($IsLinux) { mkfifo $pipe }
    $script:others = @{
        'Invoke-CrawlEval'            = @{ Sandbox = $true; MaximumCount = 1 }
        'Invoke-WalkReplay'           = @{ Sandbox = $true; MaximumCount = 1 }
        'Start-SimulatedConversation' = @{ Sandbox = $true; MaximumCount = 1 }
        'Invoke-RefusalSmoke'         = @{ Sandbox = $true; MaximumCount = 1 }
        'New-WalkAudio'               = @{ Sandbox = $true; OutputPath = "$TestDrive/walk" }
        'Measure-EvalGate'            = @{ RunPath = "$TestDrive/nothing"; Rule = 'pass_rate >= 1' }
        'Test-EvalGate'               = @{ RunPath = "$TestDrive/nothing"; Rule = 'pass_rate >= 1' }
        'Assert-EvalGate'             = @{ RunPath = "$TestDrive/nothing"; Rule = 'pass_rate >= 1' }
        'Export-EvalReport'           = @{ RunPath = "$TestDrive/nothing"; Format = 'Markdown' }
        'Update-PulseStatus'          = @{ Path = "$TestDrive/status.json" }
    }
}

Describe '-<Parameter> of <Command>' -ForEach $cases -Skip:(-not $IsLinux) {
    It 'does not wait for a pipe, and gives no result' {
        $given = @{ Confirm = $false }
        foreach ($key in $others[$Command].Keys) { $given[$key] = $others[$Command][$key] }
        $known = (Get-Command -Name $Command).Parameters
        if (-not $known.ContainsKey('Confirm')) { $given.Remove('Confirm') }
        if ($Parameter -in 'ResultsPath', 'LiteralPath') { 'RunPath', 'Path' | ForEach-Object -Process { $given.Remove($_) } }
        if ($Parameter -eq 'ResultsPath' -and $known.ContainsKey('RunName')) { $given.RunName = 'demo' }
        if ($Parameter -eq 'AnswersPath') { $given.Remove('Sandbox'); $given.Backend = 'Replay' }
        $given[$Parameter] = $pipe
        $problems = @()
        $result = try {
            & $Command @given -ErrorAction SilentlyContinue -ErrorVariable problems -WarningAction SilentlyContinue
        } catch { $problems += $_ }
        $passes = @($result) -contains $true -or @($result).Verdict -contains 'Passed'
        $passes | Should -BeFalse
        if ($Parameter -ne 'SpeechCachePath') { ($problems.Count -gt 0 -or $null -ne $result) | Should -BeTrue }
        $problems | ForEach-Object -Process { $_.FullyQualifiedErrorId } | Should -Not -Match '^Unexpected'
        $pipe | Should -Exist
    }
}
