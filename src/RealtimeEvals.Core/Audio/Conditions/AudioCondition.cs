using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Audio.Conditions;

/// <summary>
/// A degradation of clean speech, written as effects joined by '+', each <c>kind[:value[:value]]</c>, applied from left to right.
/// <c>clean</c> does nothing; <c>realistic</c> is short for a mix of effects.
/// </summary>
public sealed class AudioCondition
{
    /// <summary>The condition that changes nothing.</summary>
    public const string Clean = "clean";

    /// <summary>The effects that <c>realistic</c> is short for.</summary>
    public const string Realistic = "echo:90:0.15+telephone+babble:22+noise:28:pink+loss:2:2";

    /// <summary>The effects and their values, as shown in error messages.</summary>
    public const string Syntax =
        "clean, realistic, telephone, noise:SNR[:white|pink], babble:SNR, loss:PERCENT[:BURST], echo:MS[:GAIN], gain:DB, clip:DB, "
        + "silence:LEAD_MS[:TRAIL_MS], joined by '+'";

    private readonly IReadOnlyList<IAudioEffect> _effects;

    private AudioCondition(string name, IReadOnlyList<IAudioEffect> effects)
    {
        Name = name;
        _effects = effects;
    }

    /// <summary>The condition as it was written.</summary>
    public string Name { get; }

    /// <summary>Whether the result depends on the seed.</summary>
    public bool IsRandom => _effects.Any(effect => effect is Noise or Babble or PacketLoss);

    /// <summary>Whether the speech of other cases is mixed in.</summary>
    public bool UsesOtherVoices => _effects.Any(effect => effect is Babble);

    /// <summary>The name in a form that is safe in an id and a file name.</summary>
    public string Slug => Name.Replace(':', '-').Replace('+', '_');

    /// <summary>Parses a condition.</summary>
    /// <exception cref="EvalException"><c>InvalidCondition</c>: an effect or a value is not valid.</exception>
    public static AudioCondition Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw EvalErrors.InvalidCondition(text ?? "", "it is blank", Syntax);
        IEnumerable<string> parts = text.Split('+').SelectMany(part => part == "realistic" ? Realistic.Split('+') : [part]);
        return new AudioCondition(text, [.. parts.Select(part => ParseEffect(text, part)).OfType<IAudioEffect>()]);
    }

    /// <summary>Applies the effects to speech.</summary>
    /// <param name="speech">Clean speech.</param>
    /// <param name="scene">The sample rate, the random source and the other voices.</param>
    public short[] Apply(ReadOnlySpan<short> speech, AudioScene scene)
    {
        float[] samples = new float[speech.Length];
        for (int i = 0; i < samples.Length; i++) samples[i] = speech[i];
        foreach (IAudioEffect effect in _effects) samples = effect.Apply(samples, scene);
        return [.. samples.Select(sample => (short)Math.Clamp(MathF.Round(sample), short.MinValue, short.MaxValue))];
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static IAudioEffect? ParseEffect(string condition, string text)
    {
        string[] parts = text.Split(':');
        double Value(int index, double minimum, double maximum, double? otherwise = null)
        {
            if (index >= parts.Length && otherwise is double value) return value;
            const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            bool isNumber = double.TryParse(parts.ElementAtOrDefault(index), Style, CultureInfo.InvariantCulture, out double number);
            return isNumber && number >= minimum && number <= maximum
                ? number
                : throw EvalErrors.InvalidCondition(
                    condition,
                    FormattableString.Invariant($"value {index} of '{text}' must be a number from {minimum} to {maximum}"),
                    Syntax);
        }

        (IAudioEffect? effect, int most) = parts[0] switch
        {
            Clean => ((IAudioEffect?)null, 0),
            "telephone" => (new TelephoneBand(), 0),
            "noise" => (new Noise(Value(1, -20, 60), IsPink(condition, text, parts.ElementAtOrDefault(2))), 2),
            "babble" => (new Babble(Value(1, -20, 60)), 1),
            "loss" => (new PacketLoss(Value(1, 0, 100) / 100, Value(2, 1, 100, 1)), 2),
            "echo" => (new Echo(Value(1, 1, 2_000), Value(2, 0, 1, 0.35)), 2),
            "gain" => (new Gain(Value(1, -60, 40)), 1),
            "clip" => (new Clipping(Value(1, 0, 40)), 1),
            "silence" => (new AddedSilence(Value(1, 0, 60_000), Value(2, 0, 60_000, 0)), 2),
            _ => throw EvalErrors.InvalidCondition(condition, $"'{parts[0]}' is not known", Syntax),
        };
        return parts.Length - 1 <= most ? effect : throw EvalErrors.InvalidCondition(condition, $"'{text}' has too many values", Syntax);
    }

    private static bool IsPink(string condition, string text, string? color) => color switch
    {
        null or "white" => false,
        "pink" => true,
        _ => throw EvalErrors.InvalidCondition(condition, $"'{color}' in '{text}' is not a colour of noise", Syntax),
    };
}
