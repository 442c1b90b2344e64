namespace RealtimeEvals.Sandbox.Voice;

/// <summary>
/// The energy of one tone over the newest bit, sample by sample. What enters and leaves the bit is added to and taken from two sums of
/// whole numbers, so that nothing is computed twice and nothing drifts, however long the signal is.
/// </summary>
/// <param name="step">How far each sample goes on in <see cref="FskSignal.Period"/>.</param>
internal struct ToneEnergy(int step)
{
    /// <summary>The resolution of the carrier.</summary>
    private const int One = 1 << 20;

    private static readonly int[] Cosine = [.. Carrier(0)];
    private static readonly int[] Sine = [.. Carrier(Math.PI / 2)];

    private int _entering;
    private int _leaving = (FskSignal.Period - FskSignal.SamplesPerBit % FskSignal.Period * step % FskSignal.Period) % FskSignal.Period;
    private long _real;
    private long _imaginary;

    /// <summary>Adds a sample, and takes away the one that is a bit older.</summary>
    /// <returns>The squared magnitude of the tone over the bit.</returns>
    public double Add(int entering, int leaving)
    {
        _real += (long)entering * Cosine[_entering] - (long)leaving * Cosine[_leaving];
        _imaginary += (long)entering * Sine[_entering] - (long)leaving * Sine[_leaving];
        _entering = (_entering + step) % FskSignal.Period;
        _leaving = (_leaving + step) % FskSignal.Period;
        double real = (double)_real / One;
        double imaginary = (double)_imaginary / One;
        return real * real + imaginary * imaginary;
    }

    private static IEnumerable<int> Carrier(double offset) => Enumerable.Range(0, FskSignal.Period)
        .Select(index => (int)Math.Round(One * Math.Cos(2 * Math.PI * index / FskSignal.Period - offset)));
}
