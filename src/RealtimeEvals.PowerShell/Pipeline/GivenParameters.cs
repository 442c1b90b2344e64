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
                .Where(given => IsEmpty(given.Value, cmdlet.MyInvocation.MyCommand.Parameters[given.Key].Attributes))
                .Select(given => $"-{given.Key} is empty: give it a value, or leave it out."),
        ];
        if (empty.Length > 0) throw EvalErrors.InvalidSetting(empty);
    }

    /// <summary>Whether a value is empty, and the parameter does not say that it may be.</summary>
    private static bool IsEmpty(object? value, IReadOnlyCollection<Attribute> attributes) => value switch
    {
        null => !attributes.OfType<AllowNullAttribute>().Any(),
        "" or Uri { OriginalString.Length: 0 } => true,
        string[] { Length: 0 } => !attributes.OfType<AllowEmptyCollectionAttribute>().Any(),
        string[] list => list.Any(string.IsNullOrEmpty),
        _ => false,
    };
}
