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
