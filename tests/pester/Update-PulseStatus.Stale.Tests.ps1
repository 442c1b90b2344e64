BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"

    function Write-GreenStatus {
        $path = Join-Path -Path $TestDrive -ChildPath 'status.json'
        Set-Content -LiteralPath $path -Value '{ "gates": { "crawl_ok": true, "other": true }, "crawl_ok": true }'
        $path
    }

    function Read-Gate {
        param([string] $Path)
        (Get-PulseStatus $Path -GateKey crawl_ok).Gates[0]
    }
}

Describe 'Update-PulseStatus that breaks' {
    It 'leaves no true gate: <Name>' -ForEach @(
        @{
            Name = 'a rule that cannot be read'
            Break = { [pscustomobject]@{ a = 1 } | Update-PulseStatus -Path $path -GateKey crawl_ok -Rule nonsense }
        }
        @{
            Name = 'a policy that is not there'
            Break = { [pscustomobject]@{ a = 1 } | Update-PulseStatus -Path $path -GateKey crawl_ok -PolicyPath none.json }
        }
        @{
            Name = 'a result file that is not there'
            Break = { Update-PulseStatus -Path $path -GateKey crawl_ok -ResultPath none.json -ErrorAction Stop }
        }
        @{
            Name = 'a cmdlet in front that throws'
            Break = { & { throw 'broken' } | Update-PulseStatus -Path $path -GateKey crawl_ok -Rule 'pass_rate >= 0.9' }
        }
        @{
            Name = 'a compatible dry run that is none'
            Break = { Invoke-RefusalSmoke -CompatibleDryRun -Sandbox -StatusPath $path -GateKey crawl_ok }
        }
        @{
            Name = 'a smoke set that is not there'
            Break = { Invoke-RefusalSmoke -LiteralPath none.jsonl -Sandbox -StatusPath $path -GateKey crawl_ok -ErrorAction Stop }
        }
    ) {
        $path = Write-GreenStatus

        { & $Break } | Should -Throw

        $gate = Read-Gate $path
        $gate.IsPassed | Should -BeFalse
        $gate.Mirror | Should -BeFalse
        (Get-PulseStatus $path -GateKey other).AllPass | Should -BeTrue
    }

    It 'leaves no true gate where nothing comes' {
        $path = Write-GreenStatus
        @() | Update-PulseStatus -Path $path -GateKey crawl_ok -Rule 'pass_rate >= 0.9' -ErrorAction SilentlyContinue
        (Read-Gate $path).IsPassed | Should -BeFalse
    }

    It 'changes nothing with WhatIf' {
        $path = Write-GreenStatus
        $before = Get-Content -LiteralPath $path -Raw
        Invoke-RefusalSmoke -Sandbox -StatusPath $path -GateKey crawl_ok -WhatIf *>&1 | Out-Null
        @() | Update-PulseStatus -Path $path -GateKey crawl_ok -Rule 'pass_rate >= 0.9' -WhatIf *>&1 | Out-Null
        Get-Content -LiteralPath $path -Raw | Should -BeExactly $before
    }
}
