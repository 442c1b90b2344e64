# Dot-sourced by the tests of status files: a status as a core baseline of PULSE has it, and ways to look at it.
function Write-Status([string] $Path, [string] $Gate = 'openai_evals_refusal_smoke_pass') {
    $text = @"
{
  "version": "1.0.0-core",
  "created_utc": "2026-11-20T08:00:00Z",
  "note": "caf\u00e9, left as it is",
  "$Gate": true,
  "gates": {
    "pass_controls_refusal": true,
    "$Gate": true,
    "q1_grounded_ok" :true
  },
  "metrics": {
    "run_mode": "core",
    "odd":   1.50e+2
  }
}
"@ -replace "`r", ''
    [IO.File]::WriteAllText($Path, $text)
}

function Get-Status([string] $Path) {
    Get-Content -Path $Path -Raw | ConvertFrom-Json
}

# The gate and its mirror as one word, so that a test never looks at one of them only.
function Get-Gate([string] $Path, [string] $Gate = 'openai_evals_refusal_smoke_pass') {
    $status = Get-Status $Path
    '{0}/{1}' -f $status.gates.$Gate, $status.$Gate
}

# The lines of a text that another has too, in their order: all of them, where only lines were added. A comma may have come to a last
# member.
function Test-Kept([string] $Before, [string] $After, [string] $Gate = 'openai_evals_refusal_smoke_pass') {
    $rest = [Collections.Generic.Queue[string]]::new(
        [string[]]($Before -split '\n' | Where-Object -FilterScript { $_ -notmatch "`"$Gate`"" }))
    foreach ($line in $After -split '\n') {
        if ($rest.Count -gt 0 -and $line -in $rest.Peek(), "$($rest.Peek()),") { $null = $rest.Dequeue() }
    }
    $rest.Count -eq 0
}

function Get-FolderHash([string] $Path) {
    (Get-ChildItem -Path $Path -Recurse -File -Force |
        Sort-Object -Property FullName |
        ForEach-Object -Process { '{0} {1}' -f $_.FullName, (Get-FileHash -LiteralPath $_.FullName).Hash }) -join "`n"
}

function Wait-Until([scriptblock] $Condition) {
    $limit = [DateTime]::UtcNow.AddMinutes(2)
    while (-not (& $Condition)) {
        if ([DateTime]::UtcNow -gt $limit) { throw "Not within 2 minutes: $Condition" }
        Start-Sleep -Milliseconds 100
    }
}
