namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>The speed of audio conversion, beside a copy and beside sox.</summary>
internal static class AudioRate
{
    public static IEnumerable<Target> Measure()
    {
        double copy = AudioTargets.CopyBytesPerSecond() / 1e9;
        (double OursSeconds, double SoxSeconds)? sox = AudioTargets.ResampleBesideSox();
        Target Law(string name, double bytesPerSecond) => Target.Least(name, bytesPerSecond / 1e9, 2, "GB/s of PCM",
            FormattableString.Invariant($"a copy: {copy:0.0}"));
        return
        [
            Law("u-law, encode", AudioTargets.MuLawEncodeBytesPerSecond()),
            Law("u-law, decode", AudioTargets.MuLawDecodeBytesPerSecond()),
            Law("A-law, encode", AudioTargets.ALawEncodeBytesPerSecond()),
            Law("A-law, decode", AudioTargets.ALawDecodeBytesPerSecond()),
            Target.Most("an hour from 24 to 8 kHz", AudioTargets.ResampleHourSeconds(), 1, "s"),
            Target.Most("ten minutes from 24 to 8 kHz, whole process, ratio to sox", sox?.OursSeconds / sox?.SoxSeconds, 1, "x",
                sox is null ? "sox is not installed" : FormattableString.Invariant($"sox {sox?.SoxSeconds:0.00} s")),
        ];
    }
}
