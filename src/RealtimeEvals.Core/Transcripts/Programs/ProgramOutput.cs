namespace RealtimeEvals.Transcripts.Programs;

/// <summary>What a program left when it ended.</summary>
/// <param name="ExitCode">The exit code; 128 plus the number of the signal when a signal ended it.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramOutput(int ExitCode, string Output, string Error);

/// <summary>Thrown when a program gave no result.</summary>
/// <param name="message">What happened, without the name of the program.</param>
public sealed class ProgramException(string message) : Exception(message);
