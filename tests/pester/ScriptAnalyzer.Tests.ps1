BeforeDiscovery {
    $script:analyzer = Get-Module -Name PSScriptAnalyzer -ListAvailable
    $root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
    $script:files = Get-ChildItem -Path $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
        Where-Object -FilterScript { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|output|results|TestResults)[\\/]' }
}

Describe 'PSScriptAnalyzer' {
    It 'is at hand' {
        if (-not (Get-Module -Name PSScriptAnalyzer -ListAvailable)) {
            Set-ItResult -Skipped -Because 'THE SCRIPTS WERE NOT ANALYZED: PSScriptAnalyzer is not on this machine'
        }
    }

    It 'finds nothing in <_.Name>' -ForEach $files -Skip:(-not $analyzer) {
        $findings = Invoke-ScriptAnalyzer -Path $_.FullName -Severity Error, Warning
        $findings | ForEach-Object -Process { '{0}, line {1}: {2}' -f $_.RuleName, $_.Line, $_.Message } | Should -BeNullOrEmpty
    }
}
