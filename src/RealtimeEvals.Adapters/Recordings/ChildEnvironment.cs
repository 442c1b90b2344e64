using System.Diagnostics;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>What a program that we start learns of our environment.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] SecretEndings = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "CREDENTIALS"];

    /// <summary>The folders in which programs are looked for.</summary>
    public static string SearchPath => new ProcessStartInfo().Environment.TryGetValue("PATH", out string? path) ? path ?? "" : "";

    /// <summary>Takes away every variable whose name says that it is a secret, OPENAI_API_KEY among them.</summary>
    public static void RemoveSecrets(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.Where(IsSecret).ToArray()) environment.Remove(name);
    }

    private static bool IsSecret(string name) => SecretEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
