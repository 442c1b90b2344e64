using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>Reads files of rules strictly: unknown and missing properties are errors.</summary>
internal static class RuleJson
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    /// <summary>Parses a file.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: the file cannot be read or is not valid.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(PlainFile.Read(path, InputLimits.TextBytes), Options) ?? throw new JsonException("null");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.InvalidSandboxRules(path, exception.Message, exception);
        }
    }
}
