using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>The environment variables that name a service. Nothing else reads them.</summary>
public static class ServiceEnvironment
{
#pragma warning disable RS0030 // This is the only reader.

    /// <summary>The key in OPENAI_API_KEY without white space around it; null when there is none.</summary>
    public static ApiKey? Key => ApiKey.From(Environment.GetEnvironmentVariable("OPENAI_API_KEY"));

    /// <summary>The base address in OPENAI_BASE_URL; null when there is none.</summary>
    public static string? BaseAddress => Environment.GetEnvironmentVariable("OPENAI_BASE_URL");

    /// <summary>The organization that pays, in OPENAI_ORGANIZATION or OPENAI_ORG_ID; empty when there is none.</summary>
    public static string Organization => FirstOf("OPENAI_ORGANIZATION", "OPENAI_ORG_ID");

    /// <summary>The project that pays, in OPENAI_PROJECT or OPENAI_PROJECT_ID; empty when there is none.</summary>
    public static string Project => FirstOf("OPENAI_PROJECT", "OPENAI_PROJECT_ID");

    private static string FirstOf(params string[] names) => names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value)) ?.Trim() ?? "";
}
