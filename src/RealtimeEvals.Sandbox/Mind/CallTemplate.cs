using System.Text.Json;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A call that a rule makes.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Arguments">The arguments; text may contain <c>{group}</c>, and <c>{"number":"{group}"}</c> is replaced by a number.</param>
internal sealed record CallTemplate(string Name, JsonElement Arguments);
