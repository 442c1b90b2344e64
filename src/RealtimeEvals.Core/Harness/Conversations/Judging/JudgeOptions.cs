using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness.Conversations.Judging;

/// <summary>How conversations are judged.</summary>
/// <param name="Target">The service.</param>
/// <param name="Model">The judge's model for graders that do not name one.</param>
/// <param name="Samples">How often the judge is asked for each grade.</param>
/// <param name="TranscriptionModel">The model that transcribes the audio for graders that listen.</param>
/// <param name="Terms">The maximum wait for one answer, and the retries.</param>
internal sealed record JudgeOptions(ServiceTarget Target, string Model, int Samples, string TranscriptionModel, RetryTerms Terms);
