using System.Diagnostics;

namespace RealtimeEvals.Benchmarks.Wire;

/// <summary>Counts events of one kind, and measures what the process used between the first and the last that count.</summary>
/// <param name="from">The first event that counts; those before it warm up.</param>
/// <param name="to">The last.</param>
internal sealed class WireMeter(int from, int to)
{
    private readonly Process _process = Process.GetCurrentProcess();
    private int _events;
    private (long Bytes, TimeSpan Processor) _first;
    private (long Bytes, TimeSpan Processor) _last;

    /// <summary>Bytes allocated for an event.</summary>
    public double BytesEach => (_last.Bytes - _first.Bytes) / (double)(to - from);

    /// <summary>Processor time for an event, in microseconds.</summary>
    public double MicrosecondsEach => (_last.Processor - _first.Processor).TotalMicroseconds / (to - from);

    /// <summary>Counts an event.</summary>
    public void Count()
    {
        _events++;
        if (_events == from) _first = Read();
        else if (_events == to) _last = Read();
    }

    private (long Bytes, TimeSpan Processor) Read()
    {
        _process.Refresh();
        TimeSpan processor = _process.TotalProcessorTime;
        return (GC.GetTotalAllocatedBytes(precise: true), processor);
    }
}
