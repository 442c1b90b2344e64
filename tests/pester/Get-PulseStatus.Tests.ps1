BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    . "$PSScriptRoot/Initialize-PulseTest.ps1"
    $script:manifest = (Resolve-Path -Path "$PSScriptRoot/../../RealtimeEvals.psd1").Path
    Push-Location -Path $TestDrive
    Write-Status "$TestDrive/status.json" crawl_ok
    Set-Content -Path mixed.json -Value (
        '{"version":"1","gates":{"yes":true,"no":false,"word":"true","one":1,"nothing":null},' +
        '"yes":true,"no":true,"metrics":{"run_mode":"prod"}}')
}

AfterAll {
    Pop-Location
}

Describe 'Get-PulseStatus' {
    It 'gives the gates in the order of the file' {
        $status = Get-PulseStatus -LiteralPath status.json
        $status | Should -BeOfType ([RealtimeEvals.Pulse.PulseStatus])
        "$($status.Version) $($status.CreatedUtc) $($status.RunMode) $($status.GateCount) $($status.FailingCount) $($status.AllPass)" |
            Should -BeExactly '1.0.0-core 2026-11-20T08:00:00Z core 3 0 True'
        $status.Gates.GateKey | Should -BeExactly 'pass_controls_refusal', 'crawl_ok', 'q1_grounded_ok'
        $status.Path | Should -BeExactly (Get-Item -Path status.json).FullName
    }

    It 'takes true for passed, and nothing else' {
        $status = Get-PulseStatus mixed.json
        $status.Gates.Value | Should -BeExactly 'true', 'false', '"true"', '1', 'null'
        $status.Gates.IsPassed | Should -Be $true, $false, $false, $false, $false
        $status.Gates.Mirror | Should -Be $true, $true, $null, $null, $null
        "$($status.GateCount) $($status.FailingCount) $($status.AllPass)" | Should -BeExactly '5 4 False'
    }

    It 'gives a gate that is not there, which does not pass' {
        $status = Get-PulseStatus status.json -GateKey crawl_ok, walk_ok
        "$($status.GateCount) $($status.FailingCount) $($status.AllPass)" | Should -BeExactly '2 1 False'
        "$($status.Gates[1])" | Should -BeExactly 'walk_ok=missing'
        (Get-PulseStatus status.json -GateKey crawl_ok).AllPass | Should -BeTrue
        (Get-PulseStatus status.json -GateKey CRAWL_OK).AllPass | Should -BeFalse
    }

    It 'does not pass where there are no gates' {
        Set-Content -Path empty.json -Value '{"gates":{}}'
        (Get-PulseStatus empty.json).AllPass | Should -BeFalse
    }

    It 'reads <Way>' -ForEach @(
        @{ Way = 'a file of the pipeline'; Call = { Get-Item -Path status.json | Get-PulseStatus } }
        @{ Way = 'a path of the pipeline'; Call = { 'status.json' | Get-PulseStatus } }
        @{ Way = 'a relative path'; Call = { Get-PulseStatus -Path ./status.json } }
        @{ Way = 'what Update-PulseStatus gives'; Call = { Get-PulseStatus status.json | Get-PulseStatus } }
        @{
            Way = 'a path of a PSDrive'
            Call = {
                $null = New-PSDrive -Name Pulse -PSProvider FileSystem -Root $TestDrive -Scope Local
                Get-PulseStatus Pulse:/status.json
            }
        }
    ) {
        (& $Call).GateCount | Should -Be 3
    }

    It 'changes nothing, also where the file is read-only' {
        $hash = Get-FolderHash $TestDrive
        Set-ItemProperty -Path status.json -Name IsReadOnly -Value $true
        try {
            (Get-PulseStatus status.json).AllPass | Should -BeTrue
        }
        finally {
            Set-ItemProperty -Path status.json -Name IsReadOnly -Value $false
        }
        Get-FolderHash $TestDrive | Should -BeExactly $hash
    }

    It 'survives a job and ConvertTo-Json' {
        $came = Start-Job -ScriptBlock { Import-Module $using:manifest; Get-PulseStatus "$using:TestDrive/status.json" } |
            Receive-Job -Wait -AutoRemoveJob
        $came.AllPass | Should -BeTrue
        $came.Gates.GateKey | Should -BeExactly 'pass_controls_refusal', 'crawl_ok', 'q1_grounded_ok'
        $came.Gates[1].Mirror | Should -BeTrue
        $again = Get-PulseStatus status.json | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $again.Gates[1].GateKey | Should -BeExactly 'crawl_ok'
    }

    It 'is shown as a list, and gates as a table' {
        $PSStyle.OutputRendering = 'PlainText'
        Get-PulseStatus status.json | Out-String -Width 120 | Should -Match '(?m)^AllPass +: True'
        $table = (Get-PulseStatus status.json).Gates | Out-String -Width 120
        $table | Should -Match '(?m)^GateKey +Value +Mirror *$'
        ($table -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'is the error <Id> when the file <What>' -ForEach @(
        @{ Id = 'StatusFileMissing'; What = 'is not there'; Path = 'nowhere.json'; Text = $null }
        @{ Id = 'StatusFileInvalid'; What = 'is no object'; Path = 'list.json'; Text = '[]' }
        @{ Id = 'StatusFileInvalid'; What = 'is empty'; Path = 'void.json'; Text = ' ' }
        @{ Id = 'StatusFileInvalid'; What = 'names a gate twice'; Path = 'twice.json'; Text = '{"gates":{"a":false,"a":true}}' }
        @{ Id = 'NotFileSystemPath'; What = 'is a variable'; Path = 'Env:PATH'; Text = $null }
        @{ Id = 'PathNotFound'; What = 'is on no drive'; Path = 'Nowhere:/status.json'; Text = $null }
    ) {
        if ($Text) { Set-Content -Path $Path -Value $Text }
        { Get-PulseStatus $Path -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Get-PulseStatus -AsRegistryStub' {
    It 'gives an entry for each gate, as one text, without a file' {
        $stub = @(Get-PulseStatus -AsRegistryStub -GateKey crawl_ok, 'two words')
        $stub | Should -HaveCount 1
        $stub[0] | Should -BeOfType ([string])
        $stub[0] | Should -Match '(?m)^  crawl_ok:\r?$'
        $stub[0] | Should -Match '(?m)^  "two words":\r?$'
        [regex]::Matches($stub[0], 'default_normative: false').Count | Should -Be 2
    }

    It 'needs a gate' {
        { Get-PulseStatus -AsRegistryStub } | Should -Throw -ErrorId 'InvalidSetting,*'
    }

    It 'refuses a gate that cannot be one' {
        { Get-PulseStatus -AsRegistryStub -GateKey metrics } | Should -Throw -ErrorId 'InvalidGateKey,*'
    }
}
