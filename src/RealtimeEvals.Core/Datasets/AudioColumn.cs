namespace RealtimeEvals.Datasets;

/// <summary>What the column <c>audio_path</c> means to a reader of cases.</summary>
public enum AudioColumn
{
    /// <summary>It is not looked at.</summary>
    Ignored = 0,

    /// <summary>A row may name a file.</summary>
    Optional,

    /// <summary>Every row must name a file.</summary>
    Required,
}
