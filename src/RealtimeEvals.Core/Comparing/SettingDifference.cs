using RealtimeEvals.Messages;

namespace RealtimeEvals.Comparing;

/// <summary>A setting in which two runs differ: a model, the hash of a prompt, a limit.</summary>
/// <param name="Setting">The name in run.json.</param>
/// <param name="Reference">The value in the run that is the yardstick; empty when it has none.</param>
/// <param name="Candidate">The value in the other run; empty when it has none.</param>
/// <param name="BreaksPairs">Whether results of two such runs do not belong together: it is what they were measured by.</param>
public sealed record SettingDifference(string Setting, string Reference, string Candidate, bool BreaksPairs)
{
    /// <summary>Returns the setting and both values on one line; of a hash the first twelve digits.</summary>
    public override string ToString() => VisibleText.Of($"{Setting}: {Short(Reference)} -> {Short(Candidate)}");

    private string Short(string value) =>
        value.Length == 0 ? "(none)" : Setting.EndsWith("sha256", StringComparison.Ordinal) && value.Length > 12 ? value[..12] : value;
}
