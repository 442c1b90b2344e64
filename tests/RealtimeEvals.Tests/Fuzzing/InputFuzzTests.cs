using System.Globalization;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>
/// Inputs that nobody would write. <c>FUZZ_COUNT</c> says how many there are over all kinds, <c>FUZZ_SEED</c> where they come from; a
/// failure prints both and the input, as short as it could be made, in Base64.
/// </summary>
public sealed class InputFuzzTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>
{
    private static readonly int Count = Number("FUZZ_COUNT", 10_000);
    private static readonly int Seed = Number("FUZZ_SEED", 20_261_120);

    public static TheoryData<string> Kinds => [.. FuzzKinds.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Any_input_is_read_or_refused_with_an_error_of_ours(string kind)
    {
        using var kinds = new FuzzKinds(crawl.RunPath);
        var run = new FuzzRun(kinds.Of(kind), Seed);

        string? fault = await run.RunAsync(
            (Count + FuzzKinds.Names.Count - 1) / FuzzKinds.Names.Count, TestContext.Current.CancellationToken);

        if (fault is not null) Assert.Fail(fault);
        TestContext.Current.SendDiagnosticMessage($"{kind}: {run.Taken} were read, the others refused");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_themselves_are_read(string kind)
    {
        if (kind == "answers") return;
        using var kinds = new FuzzKinds(crawl.RunPath);
        FuzzKind one = kinds.Of(kind);
        foreach (byte[] sample in one.Samples) one.Read(sample);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
