namespace RealtimeEvals.Audio.Conditions;

/// <summary>
/// Replaces lost packets of 20 ms with silence. Losses come in bursts, after the two-state model of Gilbert, "Capacity of a burst-noise
/// channel" (1960).
/// </summary>
/// <param name="rate">The share of lost packets, 0 to 1.</param>
/// <param name="burst">The mean length of a burst in packets, at least 1.</param>
internal sealed class PacketLoss(double rate, double burst) : IAudioEffect
{
    private const int PacketsPerSecond = 50;

    public float[] Apply(float[] samples, AudioScene scene)
    {
        // At high loss rates so few packets lie between bursts that the bursts must be longer than requested.
        double length = Math.Max(burst, rate < 1 ? rate / (1 - rate) : double.PositiveInfinity);
        double staysLost = 1 - 1 / length;
        double becomesLost = rate < 1 ? rate / ((1 - rate) * length) : 1;
        bool lost = scene.Random.NextDouble() < rate;
        int packet = scene.SampleRate / PacketsPerSecond;
        for (int at = 0; at < samples.Length; at += packet)
        {
            if (lost) samples.AsSpan(at, Math.Min(packet, samples.Length - at)).Clear();
            lost = scene.Random.NextDouble() < (lost ? staysLost : becomesLost);
        }

        return samples;
    }
}
