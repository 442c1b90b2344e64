namespace RealtimeEvals.Grading.Judging;

/// <summary>A judge did not answer.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class JudgeException(string message, Exception? inner = null) : Exception(message, inner);
