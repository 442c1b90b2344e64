using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RealtimeEvals.Audio;

/// <summary>
/// Numbers as octaves of sixteen steps: 0 to 15 divide 128 to 255, 16 to 31 divide 256 to 511, and so on. These are the exponent and the
/// first four bits of the fraction of their floating-point form, counted from that of 128.
/// </summary>
internal static class OctaveCode
{
    /// <summary>The bits of the fraction below the first four.</summary>
    private const int Finer = 19;

    /// <summary>The exponent of 128, with its bias of 127, before four bits of the fraction.</summary>
    private const int First = (127 + 7) << 4;

    /// <summary>Returns the step that holds a number; negative below 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Of(Vector256<int> number) =>
        (Vector256.ConvertToSingle(number).AsInt32() >> Finer) - Vector256.Create(First);

    /// <summary>Returns the number in the middle of a step, the half that the fifth bit of the fraction stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Middle(Vector256<int> step) =>
        Vector256.ConvertToInt32Native((step + Vector256.Create(First) << Finer | Vector256.Create(1 << (Finer - 1))).AsSingle());
}
