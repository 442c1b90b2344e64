BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    Push-Location -Path $TestDrive

    # Each character at the start, in the middle and at the end of a text, in front of what could be a formula or another row.
    $controls = @(1..0x1F) + (0x7F..0x9F) + @(0x2028, 0x2029)
    $hidden = @(0xA0, 0xFEFF, 0x200B, 0x200E, 0x200F) + (0x202A..0x202E) + (0x2066..0x2069)
    $signs = @(0x22, 0x27, 0x2C, 0x3B, 0x3D, 0x2B, 0x2D, 0x40, 0x7C, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20)
    $script:said = foreach ($letter in [string[]][char[]]($controls + $hidden + $signs)) {
        "Tell me${letter}=1+1, `"please`""
        "${letter}=cmd|'/C calc'!A0`r`n=2"
        "${letter}Tell me ${letter}"
    }
    $lines = foreach ($text in $said) {
        @{ item = @{ prompt = $text; expected = 'ALLOW' } } | ConvertTo-Json -Compress -EscapeHandling EscapeNonAscii
    }
    [IO.File]::WriteAllText("$TestDrive/rows.jsonl", ($lines -join "`n") + "`n")
    $null = Invoke-RefusalSmoke -Sandbox -Dataset rows.jsonl -MaximumLine 1000 -RunName said -WarningAction SilentlyContinue
    $script:rows = @(Import-Csv -Path results/said/results.csv)
    $script:read = [Collections.Generic.HashSet[string]]::new([string[]]$rows.prompt, [StringComparer]::Ordinal)
}

AfterAll {
    Pop-Location
}

Describe 'A cell of results.csv in Import-Csv' {
    It 'is what was said, whatever characters are in it, but for the guard against formulas' {
        $said |
            Where-Object { -not $read.Contains($_) -and -not $read.Contains("'$_") } |
            ConvertTo-Json -EscapeHandling EscapeNonAscii |
            Should -BeNullOrEmpty
    }

    It 'is no formula' {
        $read |
            Where-Object { $_ -match '^[\p{Cc}\p{Cf}\s"]*[=+@\uFF1D\uFF0B\uFF0D\uFF20-]' } |
            ConvertTo-Json -EscapeHandling EscapeNonAscii |
            Should -BeNullOrEmpty
    }

    It 'stays in its row' {
        $rows | Should -HaveCount $said.Count
        $rows.expected | Sort-Object -Unique | Should -BeExactly 'ALLOW'
    }
}
