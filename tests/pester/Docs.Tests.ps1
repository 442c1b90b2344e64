BeforeDiscovery {
    $script:pages = foreach ($page in Get-ChildItem -Path "$PSScriptRoot/../../docs/*.md") {
        $text = Get-Content -LiteralPath $page.FullName -Raw
        $blocks = [regex]::Matches($text, '(?ms)^```powershell\r?\n(?<code>.*?)^```').ForEach({ $_.Groups['code'].Value })
        if ($blocks) { @{ Name = $page.Name; Blocks = @($blocks) } }
    }
}

BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
}

Describe 'docs/<Name>' -ForEach $pages {
    It 'has commands that work as they are written, one after another' {
        Push-Location -Path (New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid())))
        try {
            # The pages are read in the root of the product, whose data they name.
            Copy-Item -Path "$PSScriptRoot/../../data" -Destination data -Recurse
            foreach ($block in $Blocks) {
                $output = . ([scriptblock]::Create($block)) *>&1
                @($output | Where-Object -FilterScript { $_ -is [Management.Automation.ErrorRecord] }) |
                    Should -BeNullOrEmpty -Because $block
                if ($block -notmatch 'Start-RealtimeSandbox|Set-Content') { $output | Should -Not -BeNullOrEmpty -Because $block }
            }
        }
        finally {
            Pop-Location
        }
    }
}
