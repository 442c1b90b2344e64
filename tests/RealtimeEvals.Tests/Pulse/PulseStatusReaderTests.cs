using System.Security.Cryptography;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class PulseStatusReaderTests : IDisposable
{
    private readonly StatusFiles _files = new();

    [Fact]
    public async Task Read_of_the_baseline_says_what_it_says()
    {
        _files.Write(StatusFiles.Baseline);

        PulseStatus status = PulseStatusReader.Read(_files.Path);

        Assert.Equal("1.0.0-core", status.Version);
        Assert.Equal("2026-11-20T08:20:41.938928Z", status.CreatedUtc);
        Assert.Equal("core", status.RunMode);
        Assert.Equal((21, 2, false), (status.GateCount, status.FailingCount, status.AllPass));
        Assert.Equal(new PulseGate("detectors_materialized_ok", "false", false, null), status.Gates[0]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(_files.Path))), status.Sha256);
        using PulseStatusFile file = await _files.OpenAsync();
        Assert.Equal(status, PulseStatusReader.Of(file));
    }

    [Fact]
    public void Read_passes_nothing_but_the_literal_true()
    {
        _files.Write(
            """{"version":1,"gates":{"a":true,"b":"true","c":1,"d":null,"e":[true],"f":false,"":true},"b":true,"c":1,"a":false}""");

        PulseStatus status = PulseStatusReader.Read(_files.Path);

        Assert.Equal(
            [
                new("a", "true", true, false),
                new("b", "\"true\"", false, true),
                new("c", "1", false, null),
                new("d", "null", false, null),
                new("e", "[true]", false, null),
                new("f", "false", false, null),
                new("", "true", true, null),
            ],
            status.Gates);
        Assert.Equal((null, null, null), (status.Version, status.CreatedUtc, status.RunMode));
        Assert.False(status.AllPass);
    }

    [Theory]
    [InlineData("""{}""", false)]
    [InlineData("""{"gates":{}}""", false)]
    [InlineData("""{"gates":{"a":true}}""", true)]
    [InlineData("""{"gates":{"a":true,"b":false}}""", false)]
    public void AllPass_needs_a_gate_and_all_of_them(string content, bool expected)
    {
        _files.Write(content);

        Assert.Equal(expected, PulseStatusReader.Read(_files.Path).AllPass);
    }

    public void Dispose() => _files.Dispose();
}
