using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Audio.Conditions;

/// <summary>Lost packets of 20 ms, counted in a signal that is never silent itself.</summary>
public sealed class PacketLossTests(ITestOutputHelper output)
{
    private const int Packet = 160;
    private const int Packets = 40_000;

    private static readonly short[] Speech = [.. Enumerable.Repeat((short)1_000, Packet * Packets)];

    [Theory]
    [InlineData("loss:0", 0)]
    [InlineData("loss:1", 1)]
    [InlineData("loss:5", 5)]
    [InlineData("loss:2:2", 2)]
    [InlineData("loss:10:3", 10)]
    [InlineData("loss:20:5", 20)]
    [InlineData("loss:50:2", 50)]
    [InlineData("loss:60", 60)]
    [InlineData("loss:80:2", 80)]
    [InlineData("loss:100", 100)]
    [InlineData("loss:100:4", 100)]
    public void Apply_rate_is_found_again(string condition, double percent)
    {
        bool[] lost = Lost(condition);

        double measured = 100.0 * lost.Count(one => one) / Packets;
        output.WriteLine($"{condition}: {measured:0.00} %");
        Assert.InRange(measured, 0.9 * percent, 1.1 * percent);
    }

    [Theory]
    [InlineData("loss:1", 1)]
    [InlineData("loss:5:2", 2)]
    [InlineData("loss:10:3", 3)]
    [InlineData("loss:20:5", 5)]
    [InlineData("loss:50:10", 10)]
    public void Apply_mean_burst_is_found_again(string condition, double burst)
    {
        bool[] lost = Lost(condition);

        int bursts = lost.Where((one, index) => one && (index == 0 || !lost[index - 1])).Count();
        double measured = (double)lost.Count(one => one) / bursts;
        output.WriteLine($"{condition}: {measured:0.00} packets");
        Assert.InRange(measured, 0.9 * burst, 1.1 * burst);
    }

    [Fact]
    public void Apply_packet_is_lost_whole_or_not_at_all()
    {
        short[] heard = Scene.Apply("loss:30:2", Speech);

        Assert.All(heard.Chunk(Packet), packet => Assert.True(packet.Distinct().Count() == 1));
    }

    [Fact]
    public void Apply_short_packet_at_the_end_is_lost_as_well() =>
        Assert.All(Scene.Apply("loss:100:100", Speech[..250]), sample => Assert.Equal(0, sample));

    private static bool[] Lost(string condition) => [.. Scene.Apply(condition, Speech).Chunk(Packet).Select(packet => packet[0] == 0)];
}
