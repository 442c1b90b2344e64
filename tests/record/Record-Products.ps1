#requires -Version 7.6
<#
.SYNOPSIS
Records what the program makes of the shipped data, so that two builds can be compared.
.DESCRIPTION
Every verb is run on the sandbox, rightly and wrongly. Exit codes, both outputs and all files of text are written below -OutputPath. What
differs from run to run (times, latencies, ids, chains of hashes, folders) is replaced by what it is. With -BaselinePath the two records are
compared, and the exit code is 1 where they differ.
.EXAMPLE
./tests/record/Record-Products.ps1 -Program src/RealtimeEvals.Cli/bin/Debug/net10.0/realtime-evals.dll -OutputPath before

Records a build.
.EXAMPLE
$program = 'src/RealtimeEvals.Cli/bin/Debug/net10.0/realtime-evals.dll'
./tests/record/Record-Products.ps1 -Program $program -OutputPath after -BaselinePath before

Records another and shows where it differs.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Program,
    [Parameter(Mandatory)] [string] $OutputPath,
    [string] $BaselinePath
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$program = (Resolve-Path $Program).ProviderPath
$programFolder = Split-Path $program
$output = (New-Item -ItemType Directory -Force $OutputPath).FullName
if (Get-ChildItem $output) { throw "The folder '$output' is not empty." }
$work = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))).FullName
foreach ($name in
    'OPENAI_API_KEY', 'OPENAI_BASE_URL', 'AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_ENDPOINT', 'GITHUB_ACTIONS', 'GITHUB_WORKSPACE') {
    Remove-Item "Env:$name" -ErrorAction Ignore
}

# What differs between two runs of one build, by its form.
$varying = [ordered]@{
    '(?<=_(?:ms|lag_ms|offset_ms)(?:_(?:avg|p50|p95|p99|min|max|p50_change))?"?: ?)-?[0-9]+(?:\.[0-9]+)?(?:E-?\d+)?' = '<time>'
    '\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?'                                     = '<stamp>'
    ' *\b\d+(?:\.\d+)? (?:ms|s)\b *'                                                                      = ' <time> '
    '\b(?:resp|item|event|sess|call|file|eval|evalrun|chatcmpl|msg|fc)_(?!id)\w*\d\w*'                    = '<id>'
    'dryrun-run-[0-9a-f]+'                                                                                = '<id>'
    '(?<="(?:chain|results\.csv|journal\.jsonl|summary\.json|result_sha256)": ?)"[0-9a-f]{64}"'           = '<hash>'
    '(?<="expires_at": ?)\d+'                                                                             = '<stamp>'
    '127\.0\.0\.1:\d+'                                                                                    = '127.0.0.1:<port>'
    '(?<="(?:product_version|platform)": )"[^"]*"'                                                        = '<build>'
}
$varyingColumns = '_ms$|^started_at$|^response_ids$|^responses$|^tool_calls$|^segments$'

function ConvertTo-Lasting([string] $Text) {
    $Text = $Text.Replace($work, '<work>').Replace($programFolder, '<program>').Replace("`r`n", "`n")
    foreach ($form in $varying.GetEnumerator()) { $Text = $Text -creplace $form.Key, $form.Value }
    $Text
}

function Save-Text([string] $Name, [string] $Text) {
    $path = Join-Path $output $Name
    $null = New-Item -ItemType Directory -Force (Split-Path $path)
    [IO.File]::WriteAllText($path, (ConvertTo-Lasting $Text))
}

function Save-Table([string] $Name, [string] $Path) {
    $rows = @(Import-Csv $Path)
    foreach ($column in @($rows | Select-Object -First 1 | ForEach-Object { $_.PSObject.Properties.Name }) -match $varyingColumns) {
        foreach ($row in $rows) { if ($row.$column) { $row.$column = '<varying>' } }
    }
    Save-Text $Name ((Get-Content $Path -TotalCount 1) + "`n" + (($rows | ForEach-Object { $_ | ConvertTo-Json -Depth 4 }) -join "`n"))
}

# What is sent and what comes meet in any order.
function Save-EventLog([string] $Name, [string] $Path) {
    $events = Get-Content $Path | ForEach-Object { ConvertTo-Lasting ($_ -creplace '^.*?"event":', '') } | Sort-Object -CaseSensitive
    Save-Text $Name ($events -join "`n")
}

function Save-Product([string] $Name, [string] $Path) {
    switch -Regex ($Path) {
        '\.wav$' { break }
        '\.csv$' { Save-Table $Name $Path; break }
        '[\\/]events[\\/]' { Save-EventLog $Name $Path; break }
        default { Save-Text $Name (Get-Content -Raw $Path) }
    }
}

function Invoke-Program([string] $Name, [string[]] $Arguments) {
    Write-Progress 'Recording' $Name
    $said = @(& dotnet $program @Arguments 2> (Join-Path $work 'stderr.txt'))
    Save-Text "$Name/exit-code.txt" "$LASTEXITCODE"
    if ($Arguments -contains 'csv') {
        [IO.File]::WriteAllLines((Join-Path $work 'output.csv'), $said)
        Save-Table "$Name/output.csv" (Join-Path $work 'output.csv')
    }
    else { Save-Text "$Name/output.txt" ($said -join "`n") }
    Save-Text "$Name/error.txt" ((Get-Content (Join-Path $work 'stderr.txt')) -join "`n")
}

function Save-Run([string] $Name) {
    $run = Join-Path $work "results/$Name"
    foreach ($file in Get-ChildItem $run -File -Recurse) {
        Save-Product "$Name/run/$([IO.Path]::GetRelativePath($run, $file.FullName))" $file.FullName
    }
}

function Invoke-Run([string] $Name, [string[]] $Arguments) {
    Invoke-Program $Name ($Arguments + '--sandbox', '--results-dir', 'results', '--run-name', $Name, '--throttle-limit', '1')
    Save-Run $Name
}

Push-Location $work
try {
    $verbs = 'crawl', 'walk', 'walk-audio', 'run', 'measure', 'gate', 'refusal-smoke', 'pulse', 'report', 'sandbox'
    Invoke-Program 'help/program' '--help'
    foreach ($verb in $verbs) { Invoke-Program "help/$verb" $verb, '--help' }

    Invoke-Run 'crawl' 'crawl', '--output', 'csv', '--speech-cache', 'cache'
    Invoke-Run 'crawl-law' 'crawl', '--input-audio-format', 'g711_ulaw', '--output-audio-format', 'g711_alaw',
        '--max-examples', '3', '--speech-cache', 'cache'
    Invoke-Run 'crawl-faults' 'crawl', '--sandbox-fault', 'status:failed@crawl_002', '--sandbox-fault', 'empty@crawl_003',
        '--speech-cache', 'cache'
    Invoke-Run 'crawl-tag' 'crawl', '--case-id', 'crawl_004', '--case-id', 'crawl_005', '--require', 'pass_rate >= 0.9',
        '--speech-cache', 'cache'
    Invoke-Run 'walk' 'walk', '--output', 'json'
    Invoke-Program 'walk-audio' 'walk-audio', '--sandbox', '--output-dir', 'calls', '--condition', 'clean', '--condition', 'noise:10',
        '--speech-cache', 'cache'
    Invoke-Run 'walk-conditions' 'walk', '--data-csv', 'calls/customer_calls.csv'
    Invoke-Run 'conversations' 'run', '--output', 'json', '--speech-cache', 'cache'
    Invoke-Run 'conversations-faults' 'run', '--sandbox-fault', 'judge:500x1', '--max-examples', '2', '--speech-cache', 'cache'
    Invoke-Program 'measure' 'measure', 'results/conversations', '--output', 'json'
    Invoke-Program 'measure-judge' 'measure', 'results/conversations', '--judge', '--sandbox', '--throttle-limit', '1', '--output', 'json'
    foreach ($backend in 'responses', 'chat-completions', 'open-ai-evals', 'azure-evals') {
        Invoke-Run "smoke-$backend" 'refusal-smoke', '--backend', $backend
    }
    Invoke-Run 'smoke-voice' 'refusal-smoke', '--voice', '--speech-cache', 'cache'
    Invoke-Program 'smoke-dry' 'refusal-smoke', '--dry-run', '--compatible-dry-run', '--out', 'dry.json'
    Save-Product 'smoke-dry/dry.json' dry.json

    $rules = '--require', 'pass_rate >= 0.9', '--require', 'grade_mean >= 0.9', '--allow-sandbox'
    Invoke-Program 'gate' (@('gate', 'crawl') + $rules)
    Invoke-Program 'gate-json' (@('gate', 'crawl', '--json') + $rules)
    Invoke-Program 'gate-sandbox' 'gate', 'crawl', '--require', 'pass_rate >= 0.9'
    Invoke-Program 'gate-fails' 'gate', 'crawl-faults', '--require', 'errored == 0', '--require', 'grade_mean >= 0.99', '--allow-sandbox'
    Invoke-Program 'gate-columns' 'gate', 'walk-conditions', '--require', 'pass_rate[condition=clean] >= 0.5 (n >= 2)', '--allow-sandbox'
    Invoke-Program 'gate-conversations' 'gate', 'conversations', '--require', 'pass_power_1 >= 0.1', '--require', 'goal_rate >= 0.1',
        '--allow-sandbox'
    foreach ($format in 'junit', 'sarif', 'git-hub-annotation', 'step-summary', 'markdown') {
        foreach ($run in 'crawl-faults', 'conversations', 'smoke-responses') {
            Invoke-Program "report/$format/$run" 'report', $run, '--format', $format, '--allow-sandbox'
        }
    }

    [IO.File]::WriteAllText(
        (Join-Path $work 'status.json'),
        "{`n  `"version`": `"1.0`",`n  `"gates`": {`n    `"other_ok`": true`n  },`n  `"metrics`": {}`n}`n")
    Invoke-Program 'pulse' 'pulse', '--run', 'results/crawl', '--require', 'pass_rate >= 0.9', '--allow-sandbox',
        '--status-json', 'status.json', '--gate-key', 'crawl_ok'
    Save-Product 'pulse/status.json' status.json
    Invoke-Program 'pulse-show' 'pulse', '--status-json', 'status.json'
    Invoke-Program 'pulse-smoke' 'pulse', '--result', 'results/smoke-responses/refusal_smoke_result.json',
        '--status-json', 'status.json', '--allow-sandbox', '--gate-key', 'smoke_ok'
    Save-Product 'pulse-smoke/status.json' status.json
    Invoke-Program 'pulse-stub' 'pulse', '--registry-stub', '--gate-key', 'crawl_ok'

    [IO.File]::WriteAllText((Join-Path $work 'bad.csv'), "example_id,user_text`n,`na,b,c`n")
    [IO.File]::WriteAllText((Join-Path $work 'bad.json'), '{"a":1,}')
    Invoke-Program 'bad/no-key' 'crawl'
    Invoke-Program 'bad/table' 'crawl', '--sandbox', '--data-csv', 'bad.csv'
    Invoke-Program 'bad/no-table' 'walk', '--sandbox', '--data-csv', 'none.csv'
    Invoke-Program 'bad/tools' 'crawl', '--sandbox', '--tools-file', 'bad.json'
    Invoke-Program 'bad/settings' 'crawl', '--sandbox', '--chunk-ms', '0', '--throttle-limit', '0', '--sample-rate-hz', '1'
    Invoke-Program 'bad/rule' 'crawl', '--sandbox', '--require', 'pas_rate >= 1'
    Invoke-Program 'bad/twice' 'crawl', '--sandbox', '--results-dir', 'results', '--run-name', 'crawl'
    Invoke-Program 'bad/resume' 'crawl', '--sandbox', '--results-dir', 'results', '--run-name', 'crawl', '--resume', '--seed', '2'
    Invoke-Program 'bad/name' 'crawl', '--sandbox', '--run-name', '../x'
    Invoke-Program 'bad/case' 'crawl', '--sandbox', '--case-id', 'crawl_0004'
    Invoke-Program 'bad/fault' 'crawl', '--sandbox', '--sandbox-fault', 'nonsense'
    Invoke-Program 'bad/both' 'crawl', '--sandbox', '--endpoint', 'ws://127.0.0.1:9/v1/realtime'
    Invoke-Program 'bad/gate-run' 'gate', 'crawl-fault', '--require', 'pass_rate >= 1'
    Invoke-Program 'bad/status' 'pulse', '--status-json', 'bad.json'
    Invoke-Program 'bad/flag' 'crawl', '--no-such-flag'
}
finally {
    Pop-Location
    Remove-Item $work -Recurse -Force
}

if ($BaselinePath) {
    & git --no-pager diff --no-index --stat -- $BaselinePath $output
    & git --no-pager diff --no-index -U0 -- $BaselinePath $output
    exit $LASTEXITCODE
}
