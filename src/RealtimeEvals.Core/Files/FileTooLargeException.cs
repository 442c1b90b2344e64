namespace RealtimeEvals.Files;

/// <summary>A file is larger than whoever reads it takes.</summary>
/// <param name="maximum">The most bytes that are taken.</param>
public sealed class FileTooLargeException(int maximum)
    : IOException(FormattableString.Invariant($"It is larger than {maximum / (1024 * 1024)} MiB."));
