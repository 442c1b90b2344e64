namespace RealtimeEvals.Datasets;

/// <summary>How a reader of cases treats the column <c>audio_path</c>.</summary>
public enum AudioColumn
{
    /// <summary>The column is ignored.</summary>
    Ignored = 0,

    /// <summary>A row may name a file.</summary>
    Optional,

    /// <summary>Every row must name a file.</summary>
    Required,
}
