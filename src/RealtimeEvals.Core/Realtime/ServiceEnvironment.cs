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
}
