using RealtimeEvals.Realtime;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class LoopbackAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/v1")]
    [InlineData("ws://127.9.8.7/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://[::1]:5/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f01:203]/")]
    [InlineData("wss://localhost/")]
    [InlineData("http://LOCALHOST.:8/")]
    [InlineData("http://agent.localhost/")]
    [InlineData("http://a.b.localhost./")]
    public void Address_of_this_machine_is_one(string address) => Assert.True(LoopbackAddress.Is(new Uri(address)));

    [Theory]
    [InlineData("https://api.openai.com/")]
    [InlineData("http://128.0.0.1/")]
    [InlineData("http://[::2]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://notlocalhost/")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("http://127.0.0.1.nip.io/")]
    public void Address_that_another_machine_may_have_is_none(string address) => Assert.False(LoopbackAddress.Is(new Uri(address)));
}
