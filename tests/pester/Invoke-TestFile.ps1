# Runs a Pester file, or those of a folder one after another, in this process, and reports each as one line of JSON. Processes that are
# given the same folder of claims share the files: each runs those that no other has taken. Pester is given by its path, since another one
# may be installed.
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Pester = 'Pester',
    [string] $ClaimPath
)

Import-Module $Pester -MinimumVersion 5.0
$defaults = $PSDefaultParameterValues.Clone()
$rendering = $PSStyle.OutputRendering
$folder = $PWD
$failures = 0

function Test-Claim([string] $Name) {
    try {
        [IO.File]::Open((Join-Path -Path $ClaimPath -ChildPath $Name), 'CreateNew').Dispose()
        $true
    }
    catch [IO.IOException] {
        $false
    }
}

# The longest first, so that no process is left alone with one; that of the help runs every example.
$order = { $_.Name -eq 'Help.Tests.ps1' }, 'Length'
foreach ($file in Get-ChildItem -Path $Path -Filter *.Tests.ps1 | Sort-Object -Property $order -Descending) {
    if ($ClaimPath -and -not (Test-Claim $file.Name)) { continue }

    # No test writes to the store of the user, and none finds the runs of another file.
    $store = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath "realtime-evals-store-$([guid]::NewGuid())"
    $env:REALTIME_EVALS_STORE = Join-Path -Path $store -ChildPath 'runs.sqlite'

    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $file.FullName
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    $result = Invoke-Pester -Configuration $configuration

    $failed = @(
        $result.Failed | ForEach-Object -Process { '{0}: {1}' -f $_.ExpandedPath, ($_.ErrorRecord.Exception.Message -join ' ') }
        $result.FailedBlocks |
            ForEach-Object -Process { '{0} (block): {1}' -f $_.ExpandedPath, ($_.ErrorRecord.Exception.Message -join ' ') }
        $result.FailedContainers | ForEach-Object -Process { '{0} (file): {1}' -f $_.Item, ($_.ErrorRecord.Exception.Message -join ' ') }
    )
    @{
        file = $file.Name
        ran = $result.PassedCount + $result.FailedCount
        left = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount
        failed = $failed
        seconds = [Math]::Round($result.Duration.TotalSeconds, 1)
    } | ConvertTo-Json -Compress
    if ($result.Result -ne 'Passed') { $failures++ }

    # The next file finds the session as this one did.
    Remove-Module -Name RealtimeEvals -Force -ErrorAction Ignore
    Remove-Item -LiteralPath $store -Recurse -Force -ErrorAction Ignore
    $PSDefaultParameterValues.Clear()
    foreach ($name in $defaults.Keys) { $PSDefaultParameterValues[$name] = $defaults[$name] }
    $PSStyle.OutputRendering = $rendering
    Set-Location -LiteralPath $folder
    $Error.Clear()
}

exit [int]($failures -gt 0)
