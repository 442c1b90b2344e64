using System.Globalization;
using System.Text;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Pages;

/// <summary>The outline of a sound as an SVG path: for each step the loudest sample, mirrored at the middle of its lane.</summary>
internal static class WavePath
{
    private const double Step = 4;
    private const double Middle = 20;
    private const double Reach = 18;

    /// <summary>Returns the path.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="left">Where it begins on the axis.</param>
    /// <param name="width">How wide it is, above 0.</param>
    public static string Of(WavAudio sound, double left, double width)
    {
        short[] samples = PcmSamples.Decode(sound.Data.Span, sound.Format.Encoding);
        int steps = Math.Max(1, (int)(width / Step));
        int[] heights = new int[steps];
        for (int step = 0; step < steps; step++)
        {
            int from = (int)((long)step * samples.Length / steps);
            int to = (int)((long)(step + 1) * samples.Length / steps);
            int loudest = 0;
            for (int at = from; at < to; at++) loudest = Math.Max(loudest, Math.Abs((int)samples[at]));
            heights[step] = (int)Math.Round(Reach * Math.Sqrt(loudest / 32768.0));
        }

        var path = new StringBuilder();
        double pitch = width / steps;
        path.Append(CultureInfo.InvariantCulture, $"M{left:0.#} {Middle:0.#}");
        for (int step = 0; step < steps; step++) Add(left + (step + 0.5) * pitch, Middle - heights[step]);
        path.Append(CultureInfo.InvariantCulture, $"L{left + width:0.#} {Middle:0.#}");
        for (int step = steps - 1; step >= 0; step--) Add(left + (step + 0.5) * pitch, Middle + heights[step]);
        return path.Append('Z').ToString();

        void Add(double x, double y) => path.Append(CultureInfo.InvariantCulture, $"L{x:0.#} {y:0.#}");
    }
}
