using System.Security.Cryptography;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Cli;

/// <summary>
/// One of the two streams that people and build servers read. In GitHub Actions nothing between its first line and its end is taken for a
/// command.
/// </summary>
/// <param name="target">The stream.</param>
/// <param name="isTerminal">Whether a terminal shows it.</param>
/// <param name="isOnGitHub">Whether a runner of GitHub Actions reads it.</param>
internal sealed class TerminalStream(Func<TextWriter> target, bool isTerminal, bool isOnGitHub)
{
    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private string? _token;

    /// <summary>Whether a terminal shows it.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>The stream itself, for what has been made visible already.</summary>
    public TextWriter Open()
    {
        lock (_gate)
        {
            // Whoever could guess the token could end the silence; it is drawn anew in each process, and for each stream.
            if (!isOnGitHub || _token is not null) return target();
            _token = RandomNumberGenerator.GetHexString(2 * TokenBytes, lowercase: true);
            target().WriteLine($"::stop-commands::{_token}");
            return target();
        }
    }

    /// <summary>Lets the runner take commands again.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_token is not null) target().WriteLine($"::{_token}::");
            _token = null;
        }
    }

    /// <summary>Writes one line, whatever is in the text.</summary>
    public Task LineAsync(string text = "") => Open().WriteLineAsync(VisibleText.Of(text));

    /// <summary>Writes a message, whose further lines are indented.</summary>
    public Task MessageAsync(string text) => Open().WriteLineAsync(VisibleText.Lines(text));

    /// <summary>Writes a text in lines that are no wider than others; what follows the first is indented.</summary>
    public async Task WrappedAsync(string text)
    {
        foreach (string line in VerbReport.Wrap(VisibleText.Of(text), VerbReport.Width)) await Open().WriteLineAsync(line);
    }

    /// <summary>Writes a table for programs: byte by byte, unless a terminal shows it.</summary>
    public Task TableAsync(string text) =>
        target().WriteAsync(isTerminal ? string.Join('\n', text.Split('\n').Select(VisibleText.Of)) : text);

    /// <summary>Writes JSON for programs; nothing in it reads as a command, and it says the same.</summary>
    public Task JsonAsync(string json) => target().WriteLineAsync(json.TrimEnd().Replace("##", "#\\u0023", StringComparison.Ordinal));

    /// <summary>Writes what is ours alone, or a report, which has its own rules.</summary>
    public Task OwnAsync(string text) => target().WriteAsync(text);
}
