namespace RealtimeEvals.Model;

/// <summary>An error that concerns one case and does not end the run.</summary>
/// <param name="ErrorId">The stable id of the error.</param>
/// <param name="Kind">What sort of thing went wrong.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Message">What happened.</param>
/// <param name="RecommendedAction">What to do next.</param>
public sealed record RunError(string ErrorId, ErrorKind Kind, string CaseId, string Message, string RecommendedAction);
