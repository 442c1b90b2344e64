using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What became of one question of an interview.</summary>
public sealed record QuestionFinding
{
    /// <summary>The id: the place among the questions of the prompt; of an external scorer its own.</summary>
    public required string Id { get; init; }

    /// <summary>The words of the question.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the interviewer asked it.</summary>
    public bool Asked { get; init; }

    /// <summary>Whether the participant answered it.</summary>
    public bool Answered { get; init; }

    /// <summary>The place where it should be asked, from 1.</summary>
    public int ExpectedPosition { get; init; }

    /// <summary>The place among the questions that were asked, from 1; null when it was not asked, or that is not known.</summary>
    public int? ActualPosition { get; init; }

    /// <summary>Whether no question that belongs behind it was asked before it; null when its place is not known.</summary>
    public bool? IsInOrder { get; init; }

    /// <summary>How often it was asked; null when that is not known.</summary>
    public int? Attempts { get; init; }

    /// <summary>The answer; empty when there was none.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The numbers of the turns in which it was asked and answered, from 1; empty where they are not known.</summary>
    public ValueList<int> Turns { get; init; } = ValueList<int>.Empty;

    /// <summary>Returns the id and what became of the question on one line.</summary>
    public override string ToString() => VisibleText.Of(
        Answered ? $"{Id}: {Answer}" : Asked ? $"{Id}: not answered" : $"{Id}: not asked");
}
