using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>
/// An error that a user can act on. Its id never changes with its wording. The message is safe to show, see <see cref="VisibleText"/>; only
/// <see cref="Target"/> and <see cref="Problems"/> hold raw text.
/// </summary>
public class EvalException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="errorId">The stable id, in Pascal case.</param>
    /// <param name="kind">The category of the error.</param>
    /// <param name="message">What happened, and to what.</param>
    /// <param name="recommendedAction">What to do next.</param>
    /// <param name="target">The path, case id or value that the error is about.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public EvalException(
        string errorId,
        ErrorKind kind,
        string message,
        string recommendedAction,
        string? target = null,
        Exception? inner = null)
        : base(VisibleText.Lines(message), inner)
    {
        ErrorId = errorId;
        Kind = kind;
        RecommendedAction = VisibleText.Of(recommendedAction);
        Target = target;
    }

    /// <summary>The stable id of the error, in Pascal case.</summary>
    public string ErrorId { get; }

    /// <summary>The category of the error.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What the user should do next.</summary>
    public string RecommendedAction { get; }

    /// <summary>The path, case id or value that the error is about; null when there is none.</summary>
    public string? Target { get; }

    /// <summary>The problems in the input files; empty when the error is about something else.</summary>
    public IReadOnlyList<DataProblem> Problems { get; init; } = [];
}
