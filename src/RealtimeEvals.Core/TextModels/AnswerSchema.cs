using System.Text.Json;

namespace RealtimeEvals.TextModels;

/// <summary>The strict JSON schema that an answer must fit.</summary>
/// <param name="Name">The name: letters, digits, underscores and hyphens.</param>
/// <param name="Schema">The schema; every object in it lists all properties as required and allows no others.</param>
public sealed record AnswerSchema(string Name, JsonElement Schema);
