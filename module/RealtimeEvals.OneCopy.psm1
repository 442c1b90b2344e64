# Two copies of the module in one session would share the types of the first and the commands of the second. So the second is refused,
# before its views are loaded, by one error instead of one for each type.
$own = [IO.Path]::GetFullPath("$PSScriptRoot/bin/RealtimeEvals.Core.dll")
foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies()) {
    if ($assembly.GetName().Name -ne 'RealtimeEvals.Core') { continue }

    # The first cmdlet loads the module that it is in, which takes longer than all else here, so that none is used where the paths agree.
    if ($assembly.Location -eq $own) { break }
    if ((Get-Item -LiteralPath $assembly.Location).FullName -eq (Get-Item -LiteralPath $own).FullName) { break }
    $first = Split-Path -Path (Split-Path -Path (Split-Path -Path $assembly.Location))
    $second = Split-Path -Path $PSScriptRoot
    $message = "Another copy of RealtimeEvals, in '$first', is loaded in this session, " +
        "so the one in '$second' cannot be. Import it in a new session."
    throw [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($message), 'OtherCopyLoaded', 'ResourceExists', $second)
}
