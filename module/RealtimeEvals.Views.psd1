@{
    # A part of the module and none of its own: its version means nothing.
    ModuleVersion     = '1.0.0'
    GUID              = '3f0e2c6d-7a51-4d0c-9b1d-5c1a8c6f2f4e'
    Author            = 'The RealtimeEvals authors'
    Description       = 'The views and types of RealtimeEvals.'
    FormatsToProcess  = @('RealtimeEvals.format.ps1xml')
    TypesToProcess    = @('RealtimeEvals.types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
