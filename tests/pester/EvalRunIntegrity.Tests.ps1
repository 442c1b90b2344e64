BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:before = $env:REALTIME_EVALS_STORE
    $env:REALTIME_EVALS_STORE = Join-Path -Path $TestDrive -ChildPath 'runs.sqlite'
    Push-Location -Path $TestDrive
    Invoke-CrawlEval -Sandbox -MaximumCount 2 -RunName whole > $null
    $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Desk', $key, 'SHA256')
    $script:desk = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(9))
    $script:password = ConvertTo-SecureString -String 'correct horse' -AsPlainText -Force
    [IO.File]::WriteAllBytes("$TestDrive/desk.pfx", $desk.Export('Pfx', 'correct horse'))
    Set-Content -Path desk.pem -Value $desk.ExportCertificatePem()

    function Copy-Run([string] $Name) {
        Copy-Item -Path results/whole -Destination "results/$Name" -Recurse
    }
}

AfterAll {
    Pop-Location
    $env:REALTIME_EVALS_STORE = $before
}

Describe 'Test-EvalRunIntegrity' {
    It 'finds a run as it was left, by path, by name and from the pipeline' {
        (Test-EvalRunIntegrity results/whole).IsIntact | Should -BeTrue
        Test-EvalRunIntegrity -RunName whole -Quiet | Should -BeTrue
        Get-EvalRun whole | Test-EvalRunIntegrity -Quiet | Should -BeTrue
        @(Get-EvalResult -RunName whole | Test-EvalRunIntegrity).RunId | Should -Be 'whole'
        (Get-Item -Path results/whole | Test-EvalRunIntegrity).Cases | Should -Be 2
    }

    It 'names the line of a journal that was edited, and no gate passes' {
        Copy-Run edited
        $journal = Get-Content -Path results/edited/journal.jsonl
        $journal[1] = $journal[1].Replace('"grade":1', '"grade":0')
        Set-Content -Path results/edited/journal.jsonl -Value $journal
        $found = Test-EvalRunIntegrity -RunName edited
        $found.IsIntact | Should -BeFalse
        $found.FirstBrokenLine | Should -Be 2
        $found.Problems | Should -Contain 'line 2 of journal.jsonl is not as the run wrote it.'
        Get-Item -Path results/whole, results/edited | Test-EvalRunIntegrity -Quiet | Should -BeExactly $false
        Test-EvalGate -RunName edited -Rule 'pass_rate >= 0' -AllowSandbox -AllowPartialData | Should -BeFalse
        { Get-EvalResult -RunName edited -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidInput,*'
    }

    It 'finds <What>' -ForEach @(
        @{ What = 'half a line'; Change = { Add-Content -Path journal.jsonl -Value '{"run_id":' -NoNewline } }
        @{ What = 'a table that was edited'; Change = { Add-Content -Path results.csv -Value 'x' } }
        @{ What = 'a recording that is gone'; Change = { Remove-Item -Path audio/crawl_001/output.wav } }
        @{ What = 'an event log that was edited'; Change = { Add-Content -Path events/crawl_001.jsonl -Value '{}' } }
    ) {
        Copy-Run ($What -replace ' ', '-')
        Push-Location -Path "results/$($What -replace ' ', '-')"
        try { & $Change } finally { Pop-Location }
        Test-EvalRunIntegrity -RunName ($What -replace ' ', '-') -Quiet | Should -BeFalse
    }

    It 'gives named errors for what is no run and for a run of a newer version' {
        Copy-Run newer
        $manifest = Get-Content -Path results/newer/run.json -Raw
        Set-Content -Path results/newer/run.json -Value $manifest.Replace('"schema_version": 1', '"schema_version": 7')
        { Test-EvalRunIntegrity -RunName newer -ErrorAction Stop } | Should -Throw -ErrorId 'RunIsNewer,*'
        { Test-EvalRunIntegrity results -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound,*'
        { Test-EvalRunIntegrity -RunName whole -CertificatePath results/whole/run.json -ErrorAction Stop } |
            Should -Throw -ErrorId 'CertificateUnusable,*'
    }

    It 'gives objects that survive a table and JSON' {
        $found = Test-EvalRunIntegrity -RunName edited
        $found | Export-Csv -Path found.csv
        (Import-Csv -Path found.csv).Problems | Should -BeLike '*line 2 of journal.jsonl*'
        ($found | ConvertTo-Json | ConvertFrom-Json).FirstBrokenLine | Should -Be 2
        $found | Format-Table | Out-String -Width 120 | Should -BeLike '*edited*False*Completed*2*None*'
    }
}

Describe 'Protect-EvalRun' {
    It 'signs once, and what was signed is valid for its certificate alone' {
        Copy-Run signed
        $signed = Protect-EvalRun -RunName signed -Certificate $desk
        "$($signed.Signature) $($signed.Signer) $($signed.IsIntact)" | Should -Be 'Valid CN=Desk True'
        { Protect-EvalRun -RunName signed -Certificate $desk -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotSigned,*'
        (Protect-EvalRun -RunName signed -CertificatePath desk.pfx -Password $password -Force).Signature | Should -Be 'Valid'
        Test-EvalRunIntegrity -RunName signed -CertificatePath desk.pem -Quiet | Should -BeTrue
        (Test-EvalRunIntegrity -RunName signed).Signature | Should -Be 'Untrusted'
        Test-EvalRunIntegrity -RunName whole -CertificatePath desk.pem -Quiet | Should -BeFalse
    }

    It 'finds a signed run that was changed with all its hashes' {
        Copy-Run forged
        Protect-EvalRun -RunName forged -Certificate $desk > $null
        Copy-Item -Path results/whole/run.json -Destination results/forged
        Add-Content -Path results/forged/run.json -Value ''
        $found = Test-EvalRunIntegrity -RunName forged -Certificate $desk
        "$($found.Signature) $($found.IsIntact)" | Should -Be 'Invalid False'
        $found.Problems | Should -Contain 'run.json is not as it was signed.'
    }

    It 'writes nothing with -WhatIf, without a certificate, or without its key' {
        Protect-EvalRun -RunName whole -Certificate $desk -WhatIf
        { Protect-EvalRun -RunName whole -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSetting,*'
        { Protect-EvalRun -RunName whole -CertificatePath desk.pem -ErrorAction Stop } |
            Should -Throw -ErrorId 'CertificateUnusable,*'
        Copy-Run altered
        Add-Content -Path results/altered/journal.jsonl -Value '{}'
        { Protect-EvalRun -RunName altered -Certificate $desk -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotSigned,*'
        'results/whole/attestation.dsse.json' | Should -Not -Exist
        'results/altered/attestation.dsse.json' | Should -Not -Exist
    }
}

Describe 'Runs of the list' {
    It 'come oldest first with -Last, by a name that is completed' {
        Invoke-CrawlEval -Sandbox -MaximumCount 1 -RunName newest > $null
        (Get-EvalRun -Last 2).Name | Should -Be 'whole', 'newest'
        $line = 'Get-EvalRun new'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Contain 'newest'
    }

    It 'are renamed and removed with their folders' {
        (Get-EvalRun newest | Rename-EvalRun -NewName later -PassThru).Name | Should -Be 'later'
        (Get-EvalRun later).RunId | Should -Be 'newest'
        Test-EvalRunIntegrity -RunName later -Quiet | Should -BeTrue
        { Rename-EvalRun -RunName later -NewName whole -ErrorAction Stop } | Should -Throw -ErrorId 'RunExists,*'
        Get-EvalRun later | Remove-EvalRun -WhatIf
        'results/later' | Should -Exist
        Get-EvalRun later | Remove-EvalRun -Confirm:$false
        'results/later' | Should -Not -Exist
        Get-EvalRun later | Should -BeNullOrEmpty
        { Remove-EvalRun -RunName later -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RunNotFound,*'
    }
}
