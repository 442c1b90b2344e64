using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Checks what was written on the command line.</summary>
internal static class GivenParameters
{
    /// <summary>
    /// Throws for every parameter whose value is null or empty text: a variable that was never set must not stand for a default. Values from the
    /// pipeline are not here yet; an empty one there is a cell without content.
    /// </summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>.</exception>
    public static void RequireGiven(this PSCmdlet cmdlet)
    {
        string[] empty =
        [
            .. cmdlet.MyInvocation.BoundParameters
                .Where(given => given.Value is null or "" or Uri { OriginalString.Length: 0 })
                .Select(given => $"-{given.Key} is empty: give it a value, or leave it out."),
        ];
        if (empty.Length > 0) throw EvalErrors.InvalidSetting(empty);
    }
}
