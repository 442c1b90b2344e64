namespace RealtimeEvals.Grading.Judging;

/// <summary>Thrown when a judge gives no usable answer.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class JudgeException(string message, Exception? inner = null) : Exception(message, inner);
