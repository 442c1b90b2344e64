BeforeAll {
    . "$PSScriptRoot/Initialize-Test.ps1"
    $script:data = Join-Path -Path (Get-Module -Name RealtimeEvals).ModuleBase -ChildPath data
    $script:header = 'example_id,user_text,gt_tool_call,gt_tool_call_arg'
}

Describe 'Test-EvalData' {
    BeforeEach {
        $folder = New-Item -ItemType Directory -Path (Join-Path -Path $TestDrive -ChildPath ([guid]::NewGuid()))
        Push-Location -Path $folder
        Set-Content -Path bad.csv -Value $header, 'a,,,', 'a,Hello,nothing,'
        Set-Content -Path good.csv -Value $header, 'a,Hello,,'
    }

    AfterEach { Pop-Location }

    It 'finds nothing in shipped <_>' -ForEach 'crawl', 'walk', 'run', 'benchmark', 'refusal', 'prompts', 'gates' {
        Test-EvalData "$data/$_" -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Test-EvalData "$data/$_" -Quiet -WarningAction SilentlyContinue | Should -BeTrue
    }

    It 'writes each finding as a record, and one bool for everything that comes' {
        $found = Get-ChildItem -Filter *.csv | Test-EvalData
        $found | Should -BeOfType ([RealtimeEvals.Model.DataFinding])
        $found.Row | Should -Be 2, 3, 3
        $found.Column | Should -Be 'user_text', 'example_id', 'gt_tool_call'
        Get-ChildItem -Filter *.csv | Test-EvalData -Quiet | Should -HaveCount 1
        Get-ChildItem -Filter *.csv | Test-EvalData -Quiet | Should -BeFalse
        Test-EvalData good.csv, good.csv -Quiet | Should -BeTrue
    }

    It 'is false for nothing, and for a path that is not there' {
        @() | Test-EvalData -Quiet | Should -BeFalse
        Test-EvalData nothing*.csv, good.csv -Quiet -ErrorAction SilentlyContinue -ErrorVariable missing | Should -BeFalse
        $missing.FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
        (Test-EvalData -LiteralPath nothing.csv).Found | Should -Be 'no such file'
    }

    It 'holds cases against other tools' {
        Set-Content -Path tools.json -Value '[{"type":"function","name":"nothing"}]'
        (Test-EvalData bad.csv -ToolsPath tools.json).Column | Should -Be 'user_text', 'example_id'
    }

    It 'survives Export-Csv and ConvertTo-Json, and fits <_> columns' -ForEach 80, 120 {
        $found = Test-EvalData bad.csv
        ($found | ConvertTo-Csv | ConvertFrom-Csv).Row | Should -Be '2', '3', '3'
        ($found | ConvertTo-Json | ConvertFrom-Json).Column | Should -Be 'user_text', 'example_id', 'gt_tool_call'
        $text = $found | Out-String -Width $_
        ($text -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual $_
        $text | Should -Match 'bad.csv +2 user_text +blank; expected'
    }

    It 'is the same by the program, which ends with 2' {
        $found = Test-EvalData bad.csv
        $json = Invoke-Program lint bad.csv --output json | ConvertFrom-Json
        $LASTEXITCODE | Should -Be 2
        $json.row | Should -Be $found.Row
        $json.column | Should -Be $found.Column
        $json.found | Should -Be $found.Found
        (Invoke-Program lint bad.csv --output csv | ConvertFrom-Csv).column | Should -Be $found.Column
        Invoke-Program lint bad.csv good.csv --quiet | Should -BeExactly 'false'
        $LASTEXITCODE | Should -Be 2
        Invoke-Program lint good.csv --quiet | Should -BeExactly 'true'
        $LASTEXITCODE | Should -Be 0
        @(Invoke-Program lint good.csv)[-1] | Should -BeExactly 'Nothing is wrong.'
        $null = Invoke-Program lint nothing.csv
        $LASTEXITCODE | Should -Be 2
    }
}
