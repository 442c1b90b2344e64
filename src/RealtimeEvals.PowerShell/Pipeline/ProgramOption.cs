using System.Collections;
using System.Management.Automation;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Options for programs. Use it on the pipeline thread only.</summary>
internal static class ProgramOption
{
    private static readonly ScriptBlock ToJson =
        ScriptBlock.Create("param($options) ConvertTo-Json -Depth 8 -Compress -InputObject $options");

    /// <summary>Returns options as a JSON object.</summary>
    public static string ToText(Hashtable options) => (string)ToJson.Invoke(options)[0].BaseObject;
}
