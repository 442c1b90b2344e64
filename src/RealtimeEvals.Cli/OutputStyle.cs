namespace RealtimeEvals.Cli;

/// <summary>What is written to standard output.</summary>
internal enum OutputStyle
{
    Table = 0,
    Json,
    Csv,
}
