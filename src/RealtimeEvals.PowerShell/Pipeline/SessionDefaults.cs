using System.Collections;
using System.Management.Automation;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Reads settings that a cmdlet takes from the session and not from its command line. Use it on the pipeline thread only.
/// </summary>
internal static class SessionDefaults
{
    /// <summary>Whether the cmdlet only shows what it would do.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether <c>$PSDefaultParameterValues</c> contains a parameter of the cmdlet.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="parameter">The name of the parameter.</param>
    public static bool IsDefault(this PSCmdlet cmdlet, string parameter) =>
        cmdlet.SessionState.PSVariable.GetValue("PSDefaultParameterValues") is IDictionary defaults
        && defaults.Keys.OfType<string>().Select(key => key.Split(':')).Any(parts =>
            parts is [string command, string name] && Matches(command, cmdlet.MyInvocation.MyCommand.Name) && Matches(name, parameter));

    private static bool Matches(string pattern, string name) => WildcardPattern
        .Get(pattern.Trim(), WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)
        .IsMatch(name);
}
