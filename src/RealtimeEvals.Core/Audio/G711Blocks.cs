using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeEvals.Audio;

/// <summary>Converts blocks between G.711 and linear PCM, sixteen samples at once; the result is that of <see cref="G711"/>.</summary>
internal static class G711Blocks
{
    private static int Together => Vector256<short>.Count;

    /// <summary>Encodes linear samples.</summary>
    /// <typeparam name="TLaw">The law.</typeparam>
    /// <param name="samples">Linear samples.</param>
    /// <param name="codes">Receives as many codes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode<TLaw>(ReadOnlySpan<short> samples, Span<byte> codes)
        where TLaw : IG711Law
    {
        int at = 0;
        for (; at <= samples.Length - Together; at += Together)
        {
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.Create(samples.Slice(at, Together)));
            Vector256<short> both = Vector256.Narrow(TLaw.Encode(low), TLaw.Encode(high));
            Vector128.Narrow(both.GetLower().AsUInt16(), both.GetUpper().AsUInt16()).CopyTo(codes[at..]);
        }

        for (; at < samples.Length; at++) codes[at] = TLaw.Encode(samples[at]);
    }

    /// <summary>Decodes codes.</summary>
    /// <typeparam name="TLaw">The law.</typeparam>
    /// <param name="codes">The codes.</param>
    /// <param name="samples">Receives as many linear samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode<TLaw>(ReadOnlySpan<byte> codes, Span<short> samples)
        where TLaw : IG711Law
    {
        int at = 0;
        for (; at <= codes.Length - Together; at += Together)
        {
            (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Vector128.Create(codes.Slice(at, Together)));
            (Vector256<int> low, Vector256<int> high) = Vector256.Widen(Vector256.Create(first, second).AsInt16());
            Vector256.Narrow(TLaw.Decode(low), TLaw.Decode(high)).CopyTo(samples[at..]);
        }

        for (; at < codes.Length; at++) samples[at] = TLaw.Decode(codes[at]);
    }
}
