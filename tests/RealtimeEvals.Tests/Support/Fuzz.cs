using FsCheck;
using FsCheck.Fluent;

namespace RealtimeEvals.Tests.Support;

/// <summary>Properties that must hold for many made-up values, the same ones in every run.</summary>
public static class Fuzz
{
    private const ulong Seed = 20_261_120;
    private const ulong Gamma = 9_876_543_211;

    /// <summary>Any bytes.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    /// <summary>Fails when <paramref name="body"/> throws for some value.</summary>
    public static void ForAll<T>(Gen<T> values, Action<T> body, int tests = 500) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(Seed, Gamma), Prop.ForAll(Arb.From(values), body));
}
