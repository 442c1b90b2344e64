# Refuses the copy of the module in this folder, unless it is the loaded one by another name.
$loaded = [RealtimeEvals.Files.LoadedCopy]::Path
$own = "$PSScriptRoot/bin/RealtimeEvals.Core.dll"
if ((Get-Item -LiteralPath $loaded).FullName -eq (Get-Item -LiteralPath $own).FullName) { return }
$first = Split-Path -Path (Split-Path -Path (Split-Path -Path $loaded))
$second = Split-Path -Path $PSScriptRoot
$message = "Another copy of RealtimeEvals, in '$first', is loaded in this session, " +
    "so the one in '$second' cannot be. Import it in a new session."
throw [Management.Automation.ErrorRecord]::new([InvalidOperationException]::new($message), 'OtherCopyLoaded', 'ResourceExists', $second)
