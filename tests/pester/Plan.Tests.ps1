BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:keys = 'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'REALTIME_EVALS_STORE'
    $script:before = @{}
    foreach ($name in $keys) { $before[$name] = [Environment]::GetEnvironmentVariable($name) }
    foreach ($name in $keys) { [Environment]::SetEnvironmentVariable($name, $null) }
}

AfterAll {
    foreach ($name in $keys) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
}

Describe 'A plan' {
    BeforeEach {
        $folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        $env:REALTIME_EVALS_STORE = Join-Path -Path $folder -ChildPath runs.sqlite
    }

    AfterEach { Pop-Location }

    It 'of <Verb> is the same by both doors, needs no key and leaves nothing' -ForEach @(
        @{ Verb = 'crawl'; Cmdlet = 'Invoke-CrawlEval'; Given = @{ MaximumCount = 3; TrialCount = 2 }; Flags = '--max-examples', '3',
            '--trials', '2' }
        @{ Verb = 'walk'; Cmdlet = 'Invoke-WalkReplay'; Given = @{ Sandbox = $true }; Flags = @('--sandbox') }
        @{ Verb = 'run'; Cmdlet = 'Start-SimulatedConversation'; Given = @{}; Flags = @() }
        @{ Verb = 'benchmark'; Cmdlet = 'Start-BenchmarkRun'; Given = @{ PromptValue = 'FirstName=Ada' }; Flags = '--prompt-value',
            'FirstName=Ada' }
        @{ Verb = 'refusal-smoke'; Cmdlet = 'Invoke-RefusalSmoke'; Given = @{ UseVoice = $true }; Flags = @('--voice') }
    ) {
        $plan = & $Cmdlet -RunName planned @Given -WhatIf
        $plan | Should -BeOfType ([RealtimeEvals.Model.RunPlan])
        $text = Invoke-Program $Verb --run-name planned --plan --output json @Flags
        $LASTEXITCODE | Should -Be 0
        $json = $text | ConvertFrom-Json
        $json.planned | Should -Be $plan.Planned
        $json.calls | Should -Be $plan.Calls
        $json.are_prices_known | Should -Be $plan.ArePricesKnown
        $json.estimated_cost_usd | Should -Be $plan.EstimatedCostUsd
        @($json.costs).Count | Should -Be $plan.Costs.Count
        ($json.costs.tokens -join ' ') | Should -Be ($plan.Costs.Tokens -join ' ')
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'is text without styles, and a table of comma-separated values' {
        $text = Invoke-Program crawl --sandbox --plan
        $LASTEXITCODE | Should -Be 0
        $text -join ' ' -replace ' +', ' ' | Should -Match '18 crawl cases with gpt-realtime-2.1 at sandbox'
        ($text | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $rows = Invoke-Program crawl --sandbox --plan --output csv | ConvertFrom-Csv
        $rows[0].role | Should -BeExactly Agent
        [decimal]$rows[0].cost_usd | Should -Be 0
    }

    It 'of a wrong data set is its error' {
        Set-Content -Path bad.csv -Value 'example_id'
        $null = Invoke-Program crawl --data-csv bad.csv --sandbox --plan 2>&1
        $LASTEXITCODE | Should -Be 2
    }

    It 'refuses a dry run' {
        $null = Invoke-Program refusal-smoke --plan --dry-run 2>&1
        $LASTEXITCODE | Should -Be 2
    }

    It 'survives Export-Csv and ConvertTo-Json, with its costs' {
        $plan = Invoke-CrawlEval -Sandbox -WhatIf
        ($plan | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Costs[0].Role | Should -Be 0
        $plan.Costs | ConvertTo-Csv | ConvertFrom-Csv | Select-Object -First 1 -ExpandProperty Model | Should -Be gpt-realtime-2.1
        $plan.Costs | Out-String -Width 120 | Should -Match 'Agent +TextInput'
    }
}
