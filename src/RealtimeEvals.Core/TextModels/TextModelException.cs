namespace RealtimeEvals.TextModels;

/// <summary>No answer came back from a text model or from hosted evals.</summary>
/// <param name="message">What happened, in words that may stand in a result.</param>
/// <param name="inner">The cause.</param>
public sealed class TextModelException(string message, Exception? inner = null) : Exception(message, inner);
