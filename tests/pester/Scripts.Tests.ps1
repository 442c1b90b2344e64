BeforeDiscovery {
    $root = (Resolve-Path -Path "$PSScriptRoot/../..").Path
    $script:files = Get-ChildItem -Path $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
        Where-Object -FilterScript { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj|output|results|TestResults)[\\/]' }
}

Describe 'The script <_.Name>' -ForEach $files {
    BeforeAll {
        $script:parseErrors = $null
        $script:tree = [Management.Automation.Language.Parser]::ParseFile($_.FullName, [ref] $null, [ref] $parseErrors)
    }

    It 'is PowerShell' {
        $parseErrors | Should -BeNullOrEmpty
    }

    It 'names commands in full' {
        $aliases = (Get-Alias).Name
        $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) |
            ForEach-Object -Process { $_.GetCommandName() } |
            Where-Object -FilterScript { $_ -in $aliases } |
            Should -BeNullOrEmpty
    }
}
