using System.Text;

namespace RealtimeEvals.Transcripts.Programs;

/// <summary>Reads one output of a program as it comes.</summary>
internal sealed class ProgramText
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();
    private bool _isTooLong;

    /// <summary>Starts to read.</summary>
    /// <param name="reader">The output.</param>
    /// <param name="end">Ends the program, when it writes too much.</param>
    public ProgramText(StreamReader reader, Action end) => Whole = ReadAsync(reader, end);

    /// <summary>Ends with the output. It never fails.</summary>
    public Task Whole { get; }

    /// <summary>What has come so far.</summary>
    /// <exception cref="ProgramException">It was too much.</exception>
    public string Text
    {
        get
        {
            lock (_gate) return _isTooLong ? throw new ProgramException("it wrote more than 4 MiB") : _text.ToString();
        }
    }

    private async Task ReadAsync(StreamReader reader, Action end)
    {
        char[] buffer = new char[16_384];
        try
        {
            while (await reader.ReadAsync(buffer) is > 0 and int count)
            {
                lock (_gate)
                {
                    _isTooLong = _text.Length + count > ProgramRun.MaximumOutput;
                    if (!_isTooLong) _text.Append(buffer, 0, count);
                }

                if (!_isTooLong) continue;
                end();
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program has ended, and its output with it.
        }
    }
}
