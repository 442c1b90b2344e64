using RealtimeEvals.Datasets;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Returns models as completion words, with their end dates as tool tips.</summary>
internal static class ModelWords
{
    public static IEnumerable<(string Word, string ToolTip)> OfKind(string kind) =>
        ModelCatalog.Shipped.Models
            .Where(model => model.Kind == kind)
            .Select(model => (
                model.Id,
                model.Ends is DateOnly end ? FormattableString.Invariant($"{model.Id}, ends {end:yyyy-MM-dd}") : model.Id));
}

/// <summary>Completes the models for judges.</summary>
public sealed class JudgeModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("text");
}

/// <summary>Completes the models for realtime sessions.</summary>
public sealed class RealtimeModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("realtime");
}

/// <summary>Completes the models for speech synthesis.</summary>
public sealed class SpeechModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("speech");
}

/// <summary>Completes the models for transcription.</summary>
public sealed class TranscriptionModelCompleter : CatalogCompleter
{
    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => ModelWords.OfKind("transcription");
}
