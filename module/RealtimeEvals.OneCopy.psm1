# Two copies of the module in one session would share the types of the first and the commands of the second. So the second is refused,
# before its views are loaded, by one error instead of one for each type.
$loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'RealtimeEvals.Core' }, 'First')
$own = Join-Path -Path $PSScriptRoot -ChildPath 'bin/RealtimeEvals.Core.dll'
if ($loaded -and (Get-Item -LiteralPath $loaded[0].Location).FullName -ne (Get-Item -LiteralPath $own).FullName) {
    $first = Split-Path -Path (Split-Path -Path (Split-Path -Path $loaded[0].Location))
    $second = Split-Path -Path $PSScriptRoot
    $message = "Another copy of RealtimeEvals, in '$first', is loaded in this session, " +
        "so the one in '$second' cannot be. Import it in a new session."
    throw [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($message), 'OtherCopyLoaded', 'ResourceExists', $second)
}
