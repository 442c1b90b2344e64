using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One part of the estimated cost of a run: a role, its model, and what of it is counted.</summary>
public sealed record PlanCost
{
    /// <summary>Who is asked.</summary>
    public required PlanRole Role { get; init; }

    /// <summary>The model that is asked; empty where the address of the service selects it.</summary>
    public required string Model { get; init; }

    /// <summary>What is counted.</summary>
    public required PlanModality Modality { get; init; }

    /// <summary>How often the model would be asked. All modalities of a role and model share these calls.</summary>
    public int Calls { get; init; }

    /// <summary>The estimated tokens; null when they are not known, or when minutes are counted.</summary>
    public long? Tokens { get; init; }

    /// <summary>The estimated minutes; null when they are not known, or when tokens are counted.</summary>
    public double? Minutes { get; init; }

    /// <summary>The price in US dollars per million tokens; null when none is known or minutes are counted.</summary>
    public decimal? UsdPerMillion { get; init; }

    /// <summary>The price in US dollars per minute; null when none is known or tokens are counted.</summary>
    public decimal? UsdPerMinute { get; init; }

    /// <summary>The estimated cost in US dollars: 0 for a service that costs nothing; null when a price or a count is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How the count was estimated.</summary>
    public string Basis { get; init; } = "";

    /// <summary>Returns role, model, modality, count and cost on one line.</summary>
    public override string ToString()
    {
        string count = Modality == PlanModality.Time
            ? FormattableString.Invariant($"{Minutes:0.##} min")
            : FormattableString.Invariant($"{Tokens} tokens");
        string cost = CostUsd is decimal known ? FormattableString.Invariant($"${known:0.00##}") : "unknown";
        return VisibleText.Of(FormattableString.Invariant($"{Role} {Model} {Modality}: {count}, {cost}"));
    }
}
