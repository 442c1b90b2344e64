using System.Security.Cryptography;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Cli;

/// <summary>
/// An output stream that people or build servers read. In GitHub Actions, nothing between its first line and <see cref="Close"/> is
/// interpreted as a workflow command.
/// </summary>
/// <param name="target">The stream.</param>
/// <param name="isTerminal">Whether the stream is shown in a terminal.</param>
/// <param name="isOnGitHub">Whether a GitHub Actions runner reads the stream.</param>
internal sealed class TerminalStream(Func<TextWriter> target, bool isTerminal, bool isOnGitHub)
{
    private const int TokenBytes = 32;

    private readonly Lock _gate = new();
    private string? _token;

    /// <summary>Whether the stream is shown in a terminal.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>Returns the stream itself, for text that has been made safe already.</summary>
    public TextWriter Open()
    {
        lock (_gate)
        {
            // A guessed token would let output resume commands, so that each process and each stream has a random one.
            if (!isOnGitHub || _token is not null) return target();
            _token = RandomNumberGenerator.GetHexString(2 * TokenBytes, lowercase: true);
            target().WriteLine($"::stop-commands::{_token}");
            return target();
        }
    }

    /// <summary>Lets the runner interpret commands again.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_token is not null) target().WriteLine($"::{_token}::");
            _token = null;
        }
    }

    /// <summary>Writes one line; unsafe characters in the text are escaped.</summary>
    public Task LineAsync(string text = "") => Open().WriteLineAsync(VisibleText.Of(text));

    /// <summary>Writes a message; all lines after the first are indented.</summary>
    public Task MessageAsync(string text) => Open().WriteLineAsync(VisibleText.Lines(text));

    /// <summary>Writes a text wrapped to the maximum width; all lines after the first are indented.</summary>
    public async Task WrappedAsync(string text)
    {
        foreach (string line in VerbReport.Wrap(VisibleText.Of(text), VerbReport.Width)) await Open().WriteLineAsync(line);
    }

    /// <summary>Writes a table for programs: unchanged, unless it is shown in a terminal.</summary>
    public Task TableAsync(string text) =>
        target().WriteAsync(isTerminal ? string.Join('\n', text.Split('\n').Select(VisibleText.Of)) : text);

    /// <summary>
    /// Writes JSON for programs. It is changed without changing its meaning, so that nothing in it can be a workflow command.
    /// </summary>
    public Task JsonAsync(string json) => target().WriteLineAsync(json.TrimEnd().Replace("##", "#\\u0023", StringComparison.Ordinal));

    /// <summary>Writes text that contains nothing of others, or a report, which has its own rules.</summary>
    public Task OwnAsync(string text) => target().WriteAsync(text);
}
