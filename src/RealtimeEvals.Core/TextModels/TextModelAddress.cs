using RealtimeEvals.Realtime;

namespace RealtimeEvals.TextModels;

/// <summary>Where a text model is asked, and who pays for it.</summary>
/// <param name="Target">The service.</param>
/// <param name="Terms">How a refused request is tried again.</param>
/// <param name="Model">The model, for endpoints whose address names it.</param>
/// <param name="IsChat">Whether it is asked by chat completions instead of the Responses endpoint.</param>
/// <param name="Organization">The organization that pays; empty for that of the key.</param>
/// <param name="Project">The project that pays; empty for that of the key.</param>
public sealed record TextModelAddress(
    ServiceTarget Target, RetryTerms Terms, string Model, bool IsChat = false, string Organization = "", string Project = "");
