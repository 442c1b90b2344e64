# Two copies of the module in one session would share the types of the first and the commands of the second. So the second is refused,
# before its views are loaded, by one error instead of one for each type. What refuses is a file of its own: every expression here is
# compiled at each import, which takes longer than loading the commands.
if (-not [RealtimeEvals.Files.LoadedCopy]::IsOf($PSScriptRoot)) { . "$PSScriptRoot/RealtimeEvals.OtherCopy.ps1" }
