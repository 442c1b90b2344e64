using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeEvals.Audio;

/// <summary>
/// A law of G.711 for one sample and for eight. A code is a sign, a segment of three bits and a step of four, which is what stands in the
/// floating-point form of a number: the segment is its exponent, the step the first four bits of its fraction. So eight samples are
/// converted by eight conversions from integers or to them, without a table.
/// </summary>
internal interface IG711Law
{
    /// <summary>Returns the code of a linear sample.</summary>
    static abstract byte Encode(short sample);

    /// <summary>Returns the linear sample of a code.</summary>
    static abstract short Decode(byte code);

    /// <summary>Returns the codes of linear samples.</summary>
    static abstract Vector256<int> Encode(Vector256<int> samples);

    /// <summary>Returns the linear samples of codes.</summary>
    static abstract Vector256<int> Decode(Vector256<int> codes);
}

/// <summary>The u-law. Its segments follow each other like exponents once 132 is added to the magnitude.</summary>
internal readonly struct MuLaw : IG711Law
{
    private const int Bias = 0x84;
    private const int Clip = 32_635;

    /// <inheritdoc />
    public static byte Encode(short sample) => G711.EncodeMuLaw(sample);

    /// <inheritdoc />
    public static short Decode(byte code) => G711.DecodeMuLaw(code);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Encode(Vector256<int> samples)
    {
        Vector256<int> sign = samples >> 31;
        Vector256<int> magnitude = Vector256.Min((samples ^ sign) & Vector256.Create(~3), Vector256.Create(Clip));
        Vector256<int> code = OctaveCode.Of(magnitude + Vector256.Create(Bias));
        return code ^ Vector256.Create(0xFF) ^ (sign & Vector256.Create(0x80));
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Decode(Vector256<int> codes)
    {
        Vector256<int> code = ~codes & Vector256.Create(0x7F);
        Vector256<int> magnitude = OctaveCode.Middle(code) - Vector256.Create(Bias);
        Vector256<int> sign = ~(codes << 24 >> 31);
        return (magnitude ^ sign) - sign;
    }
}

/// <summary>The A-law. Its segments follow each other like exponents, except the lowest: its steps are as wide as the next's.</summary>
internal readonly struct ALaw : IG711Law
{
    private const int Toggled = 0x55;

    /// <summary>The codes of the lowest segment are below this.</summary>
    private const int Lowest = 16;

    /// <inheritdoc />
    public static byte Encode(short sample) => G711.EncodeALaw(sample);

    /// <inheritdoc />
    public static short Decode(byte code) => G711.DecodeALaw(code);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Encode(Vector256<int> samples)
    {
        Vector256<int> sign = samples >> 31;
        Vector256<int> magnitude = samples ^ sign;
        Vector256<int> steps = magnitude >> 4;
        Vector256<int> code = Vector256.ConditionalSelect(
            Vector256.LessThan(steps, Vector256.Create(Lowest)), steps, OctaveCode.Of(magnitude));
        return code ^ Vector256.Create(Toggled | 0x80) ^ (sign & Vector256.Create(0x80));
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Decode(Vector256<int> codes)
    {
        Vector256<int> code = (codes ^ Vector256.Create(Toggled)) & Vector256.Create(0x7F);
        Vector256<int> magnitude = Vector256.ConditionalSelect(
            Vector256.LessThan(code, Vector256.Create(Lowest)),
            (code << 4) + Vector256.Create(8),
            OctaveCode.Middle(code));
        Vector256<int> sign = ~(codes << 24 >> 31);
        return (magnitude ^ sign) - sign;
    }
}
