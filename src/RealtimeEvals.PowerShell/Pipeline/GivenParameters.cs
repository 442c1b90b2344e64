using System.Management.Automation;
using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Checks what was written on the command line.</summary>
internal static class GivenParameters
{
    /// <summary>
    /// Throws for every parameter whose value is null, empty text, or a list that is empty or has an empty text in it: a variable that was
    /// never set must not stand for a default. PowerShell's own validation would end the statement only, and a release script would go on.
    /// Values from the pipeline are not here yet; there an empty text is a cell without content.
    /// </summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>.</exception>
    public static void RequireGiven(this PSCmdlet cmdlet)
    {
        string[] empty =
        [
            .. cmdlet.MyInvocation.BoundParameters
                .Where(given => IsEmpty(given.Value) && !MayBeNull(cmdlet, given.Key))
                .Select(given => $"-{given.Key} is empty: give it a value, or leave it out."),
        ];
        if (empty.Length > 0) throw EvalErrors.InvalidSetting(empty);
    }

    /// <summary>Whether null is an input of the parameter, as an object of the pipeline may be.</summary>
    private static bool MayBeNull(PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.MyCommand.Parameters[parameter].Attributes.Any(attribute => attribute is AllowNullAttribute);

    private static bool IsEmpty(object? value) => value switch
    {
        null or "" or Uri { OriginalString.Length: 0 } => true,
        string[] list => list.Length == 0 || list.Any(string.IsNullOrEmpty),
        _ => false,
    };
}
