using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>Reads files of rules: every name that is unknown and every one that is missing is an error.</summary>
internal static class RuleJson
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    /// <summary>Reads a file.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>.</exception>
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
