using System.Text.Json;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A call that a rule makes.</summary>
/// <param name="Name">The function.</param>
/// <param name="Arguments">Its arguments; text may hold <c>{group}</c>, and <c>{"number":"{group}"}</c> stands for a number.</param>
internal sealed record CallTemplate(string Name, JsonElement Arguments);
