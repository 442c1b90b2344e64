using System.Diagnostics;

namespace RealtimeEvals.Secrets;

/// <summary>The environment of programs that we start.</summary>
public static class ChildEnvironment
{
    private static readonly string[] SecretEndings =
        ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "CREDENTIALS"];

    /// <summary>The value of PATH; empty when it is not set.</summary>
    public static string SearchPath => new ProcessStartInfo().Environment.TryGetValue("PATH", out string? path) ? path ?? "" : "";

    /// <summary>
    /// Removes all variables whose name has a word for a secret, such as OPENAI_API_KEY; all others that contain the value of one of these
    /// in any encoding; and addresses with a password or a query.
    /// </summary>
    public static void RemoveSecrets(IDictionary<string, string?> environment)
    {
        Redactor redactor = Redactor.Of(
            environment.Where(variable => IsSecret(variable.Key)).Select(variable => variable.Value?.Trim() ?? ""));
        foreach ((string name, string? value) in environment.ToArray())
        {
            if (IsSecret(name) || IsSecretAddress(value) || redactor.IsIn(value ?? "")) environment.Remove(name);
        }
    }

    private static bool IsSecret(string name) =>
        name.Split('_').Any(word => SecretEndings.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    private static bool IsSecretAddress(string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? address)
        && !address.IsFile
        && (address.UserInfo.Length > 0 || address.Query.Length > 0);
}
