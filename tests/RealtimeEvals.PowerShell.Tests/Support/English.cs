namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>As much grammar as names need.</summary>
internal static class English
{
    private static readonly string[] SingularEndings = ["ss", "us", "is"];

    public static bool IsSingular(string name) =>
        !name.EndsWith('s') || SingularEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
