using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations.Judging;

/// <summary>How conversations are judged.</summary>
/// <param name="Target">The service.</param>
/// <param name="Model">The judge's model where a grader names none.</param>
/// <param name="Samples">How often it is asked for each grade.</param>
/// <param name="TranscriptionModel">The model that writes down sound for graders that listen.</param>
/// <param name="Terms">How long one answer is waited for, and how it is asked for again.</param>
internal sealed record JudgeSettings(ServiceTarget Target, string Model, int Samples, string TranscriptionModel, RetryTerms Terms);
