using System.Diagnostics;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>
/// Gives a reader one input after the other. It may refuse them with an error of ours, and may do nothing else that is bad.
/// </summary>
/// <param name="kind">What is read.</param>
/// <param name="seed">The seed.</param>
public sealed class FuzzRun(FuzzKind kind, int seed)
{
    /// <summary>The most that may be allocated for one input, all of which are shorter than 128 KiB.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private const int ShrinkingTries = 2_000;
    private const int MostFaults = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private long _startedAt;
    private byte[] _current = [];

    /// <summary>Inputs that were read without an error.</summary>
    public int Taken { get; private set; }

    /// <summary>Reads so many inputs.</summary>
    /// <returns>What went wrong, each fault once; null for nothing.</returns>
    public async Task<string?> RunAsync(int count, CancellationToken cancellationToken)
    {
        Task<string?> reading = Task.Factory.StartNew(
            () => ReadAll(count, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (await Task.WhenAny(reading, Task.Delay(Interval, cancellationToken)) != reading)
        {
            // A reader that hangs cannot be stopped; its thread ends with the process.
            long startedAt = Interlocked.Read(ref _startedAt);
            if (startedAt > 0 && Stopwatch.GetElapsedTime(startedAt) > Longest)
            {
                return Describe("hangs for more than a minute", Volatile.Read(ref _current));
            }
        }

        return await reading;
    }

    private string? ReadAll(int count, CancellationToken cancellationToken)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int number = 0; number < count && faults.Count < MostFaults && !cancellationToken.IsCancellationRequested; number++)
        {
            byte[] input = kind.Input(seed, number);
            Volatile.Write(ref _current, input);
            Interlocked.Exchange(ref _startedAt, Stopwatch.GetTimestamp());
            string? fault = ProblemOf(input);
            Interlocked.Exchange(ref _startedAt, 0);
            if (fault is not null)
            {
                faults.TryAdd(fault.Split(": ")[0] + fault.Split(" at ")[^1], Describe($"number {number}: {fault}", Shrink(input, fault)));
            }
        }

        return faults.Count > 0 ? string.Join("\n\n", faults.Values) : null;
    }

    /// <summary>What is bad about the way in which an input is read; null for nothing.</summary>
    private string? ProblemOf(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            kind.Read(input);
            Taken++;
        }
        catch (Exception exception)
            when (exception is EvalException { ErrorId: not nameof(EvalErrors.Unexpected) } or RealtimeException or WavException)
        {
            // It was refused, and the user knows why.
        }
        catch (Exception exception)
        {
            string place = exception.StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains("RealtimeEvals", StringComparison.Ordinal))
                ?.Trim() ?? "";
            return $"{exception.GetType().Name}: {exception.Message} {place}";
        }

        return GC.GetAllocatedBytesForCurrentThread() - before > MostBytes ? "allocates more than 64 MiB" : null;
    }

    /// <summary>Takes stretches away as long as the same goes wrong.</summary>
    private byte[] Shrink(byte[] input, string fault)
    {
        string same = fault.Split(" at ")[^1];
        int tries = 0;
        for (int length = input.Length / 2; length > 0; length /= 2)
        {
            for (int at = 0; at + length <= input.Length && tries++ < ShrinkingTries;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + length)..]];
                if (ProblemOf(shorter)?.Split(" at ")[^1] == same) input = shorter;
                else at += length;
            }
        }

        return input;
    }

    private string Describe(string what, byte[] input) => $"{kind.Name}, FUZZ_SEED={seed}, {what}\n{Convert.ToBase64String(input)}";
}
