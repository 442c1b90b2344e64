namespace RealtimeEvals.Metrics;

/// <summary>What a figure counts.</summary>
public enum FigureUnit
{
    /// <summary>Whole things, from 0.</summary>
    Count = 0,

    /// <summary>Tokens of a model.</summary>
    Tokens,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>US dollars.</summary>
    UsDollars,

    /// <summary>A part of a whole, from 0 to 1.</summary>
    Share,

    /// <summary>True or false, taken as 1 or 0.</summary>
    Truth,
}
