using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>The speed of audio conversion: figures to be held against targets. Each is a median of five.</summary>
internal static class AudioTargets
{
    private const int Rounds = 5;
    private const int FromRate = 24_000;
    private const int ToRate = 8_000;

    /// <summary>The PCM of one block in bytes: it fits into the second cache, so that the conversion is measured, not memory.</summary>
    private const int BlockBytes = 1 << 18;

    private const int BlocksPerRound = 2_000;

    /// <summary>Bytes of PCM per second from PCM to u-law, on one core.</summary>
    public static double MuLawEncodeBytesPerSecond() => EncodeBytesPerSecond<MuLaw>();

    /// <summary>Bytes of PCM per second from u-law to PCM, on one core.</summary>
    public static double MuLawDecodeBytesPerSecond() => DecodeBytesPerSecond<MuLaw>();

    /// <summary>Bytes of PCM per second from PCM to A-law, on one core.</summary>
    public static double ALawEncodeBytesPerSecond() => EncodeBytesPerSecond<ALaw>();

    /// <summary>Bytes of PCM per second from A-law to PCM, on one core.</summary>
    public static double ALawDecodeBytesPerSecond() => DecodeBytesPerSecond<ALaw>();

    /// <summary>The slowest of the four conversions between PCM and G.711, in bytes of PCM per second.</summary>
    public static double G711BytesPerSecond() => new[]
    {
        MuLawEncodeBytesPerSecond(), MuLawDecodeBytesPerSecond(), ALawEncodeBytesPerSecond(), ALawDecodeBytesPerSecond(),
    }.Min();

    /// <summary>Bytes of PCM per second that are copied, which no conversion can be expected to surpass.</summary>
    public static double CopyBytesPerSecond()
    {
        (short[] samples, short[] copy) = (Noise(BlockBytes / 2), new short[BlockBytes / 2]);
        return BytesPerSecond(() => samples.AsSpan().CopyTo(copy));
    }

    /// <summary>The seconds that one hour of noise takes from 24 to 8 kHz, in blocks of a second.</summary>
    public static double ResampleHourSeconds()
    {
        short[] minute = Noise(60 * FromRate);
        var resampler = new Resampler(FromRate, ToRate);
        short[] room = new short[resampler.MaximumOutput(FromRate)];
        return MedianSeconds(() =>
        {
            for (int second = 0; second < 3_600; second++)
            {
                resampler.Process(minute.AsSpan(second % 60 * FromRate, FromRate), room);
            }
        });
    }

    /// <summary>
    /// The seconds that whole processes take for a file of ten minutes from 24 to 8 kHz, in turns: <c>resample</c> of this program, and sox
    /// with the quality nearest to that of our filter, flat to 0.86 of the band and 96 dB: <c>rate -m</c>, 0.95 to -3 dB,
    /// 100 dB.
    /// </summary>
    /// <returns>The medians; null where sox is not installed.</returns>
    public static (double OursSeconds, double SoxSeconds)? ResampleBesideSox()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            string input = Path.Combine(folder.FullName, "in.wav");
            string output = Path.Combine(folder.FullName, "out.wav");
            string rate = ToRate.ToString(CultureInfo.InvariantCulture);
            byte[] audio = PcmSamples.Encode(Noise(10 * 60 * FromRate), AudioEncoding.Pcm16);
            File.WriteAllBytes(input, WavWriter.ToBytes(new AudioFormat(AudioEncoding.Pcm16, FromRate), audio));
            ProcessStartInfo sox = new("sox", [input, output, "rate", "-m", rate]) { UseShellExecute = false };
            ProcessStartInfo ours = ThisProgram("resample", input, output, rate);
            (double[] oursSeconds, double[] soxSeconds) = (new double[Rounds], new double[Rounds]);
            Run(sox);
            Run(ours);
            for (int round = 0; round < Rounds; round++)
            {
                oursSeconds[round] = Seconds(() => Run(ours));
                soxSeconds[round] = Seconds(() => Run(sox));
            }

            return (Medians.Of(oursSeconds), Medians.Of(soxSeconds));
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>This program as a process of its own, whether it was started by its own name or by dotnet.</summary>
    private static ProcessStartInfo ThisProgram(params string[] arguments)
    {
        string path = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(path) == "dotnet";
        return new ProcessStartInfo(path, isHost ? [typeof(AudioTargets).Assembly.Location, .. arguments] : arguments)
        {
            UseShellExecute = false,
        };
    }

    private static void Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}.");
    }

    private static double EncodeBytesPerSecond<TLaw>()
        where TLaw : IG711Law
    {
        (short[] samples, byte[] codes) = (Noise(BlockBytes / 2), new byte[BlockBytes / 2]);
        return BytesPerSecond(() => G711Blocks.Encode<TLaw>(samples, codes));
    }

    private static double DecodeBytesPerSecond<TLaw>()
        where TLaw : IG711Law
    {
        (byte[] codes, short[] samples) = (new byte[BlockBytes / 2], new short[BlockBytes / 2]);
        new Random(1).NextBytes(codes);
        return BytesPerSecond(() => G711Blocks.Decode<TLaw>(codes, samples));
    }

    private static double BytesPerSecond(Action block) => BlocksPerRound * (double)BlockBytes / MedianSeconds(() =>
    {
        for (int i = 0; i < BlocksPerRound; i++) block();
    });

    /// <summary>Runs once to warm up, then five times.</summary>
    private static double MedianSeconds(Action action)
    {
        action();
        return Medians.Of(Enumerable.Range(0, Rounds).Select(_ => Seconds(action)));
    }

    private static double Seconds(Action action)
    {
        long before = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(before).TotalSeconds;
    }

    private static short[] Noise(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (short)random.Next(short.MinValue / 2, short.MaxValue / 2))];
    }
}
