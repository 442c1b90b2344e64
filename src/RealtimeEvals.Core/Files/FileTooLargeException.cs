namespace RealtimeEvals.Files;

/// <summary>Thrown when a file is larger than its reader accepts.</summary>
/// <param name="maximum">The maximum number of bytes.</param>
internal sealed class FileTooLargeException(int maximum)
    : IOException(FormattableString.Invariant($"It is larger than {maximum / (1024 * 1024)} MiB."));
