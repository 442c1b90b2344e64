# Runs one Pester file in this process and reports it as one line of JSON. Pester is given by its path, since another one may be installed.
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Pester = 'Pester'
)

Import-Module $Pester -MinimumVersion 5.0
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$result = Invoke-Pester -Configuration $configuration

$failed = @(
    $result.Failed | ForEach-Object { '{0}: {1}' -f $_.ExpandedPath, ($_.ErrorRecord.Exception.Message -join ' ') }
    $result.FailedBlocks | ForEach-Object { '{0} (block): {1}' -f $_.ExpandedPath, ($_.ErrorRecord.Exception.Message -join ' ') }
    $result.FailedContainers | ForEach-Object { '{0} (file): {1}' -f $_.Item, ($_.ErrorRecord.Exception.Message -join ' ') }
)
@{ ran = $result.PassedCount + $result.FailedCount; left = $result.SkippedCount + $result.NotRunCount + $result.InconclusiveCount; failed = $failed } | ConvertTo-Json -Compress
exit [int]($result.Result -ne 'Passed')
