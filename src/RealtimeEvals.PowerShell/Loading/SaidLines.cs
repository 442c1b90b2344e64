using System.Diagnostics;

namespace RealtimeEvals.PowerShell.Loading;

/// <summary>
/// What a program says: it is read as it comes, since a program whose pipe is full stands still, and only the end of it is kept.
/// </summary>
internal sealed class SaidLines
{
    private const int Most = 100;
    private const string Mark = "error ";
    private const string Known = "The dashboard did not start: ";

    private readonly Queue<string> _lines = new();

    private SaidLines()
    {
    }

    /// <summary>The last lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Ends when the program has said everything.</summary>
    private Task Whole { get; set; } = Task.CompletedTask;

    /// <summary>Starts to read.</summary>
    public static SaidLines Of(StreamReader output)
    {
        var said = new SaidLines();
        said.Whole = said.ReadAsync(output);
        return said;
    }

    /// <summary>Returns why our program has ended: the message of its error, without id and advice, or all that it said.</summary>
    /// <param name="process">The program, which has closed its output.</param>
    /// <param name="limit">How long the rest may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<string> WhyAsync(Process process, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Whole, process.WaitForExitAsync(cancellationToken)).WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Something that it started keeps its output open.
        }

        List<string> lines = [.. Lines];
        if (lines.Count == 0)
        {
            return process.HasExited
                ? FormattableString.Invariant($"it ended with exit code {process.ExitCode}")
                : "it closed its output";
        }

        int first = lines.FindLastIndex(line => line.StartsWith(Mark, StringComparison.Ordinal));
        return first < 0 ? string.Join('\n', lines) : MessageOf([.. lines.Skip(first)]);
    }

    private static string MessageOf(string[] lines)
    {
        string message = string.Join('\n', lines.Length > 1 ? lines[..^1] : lines);
        message = message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        return message.StartsWith(Known, StringComparison.Ordinal) ? message[Known.Length..] : message;
    }

    private async Task ReadAsync(StreamReader output)
    {
        try
        {
            while (await output.ReadLineAsync(CancellationToken.None) is { } line) Keep(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The program was ended.
        }
    }

    private void Keep(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Most) _lines.Dequeue();
        }
    }
}
