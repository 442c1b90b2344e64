using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

public sealed class HandshakeWaitTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("Retry-After", "0")]
    [InlineData("Retry-After", "-1")]
    [InlineData("Retry-After", "0.0001")]
    [InlineData("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("retry-after-ms", "0")]
    public async Task Server_that_asks_for_no_wait_is_not_stormed(string header, string value)
    {
        await using LoopbackServer server = Refusing(header, value);

        RealtimeException exception = await FailAsync(server, TimeSpan.FromSeconds(1.5));

        Assert.Contains("HTTP 429", exception.Message, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 2, 3);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("86400")]
    [InlineData("99999999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task Server_that_asks_for_more_than_is_left_is_not_asked_again(string value)
    {
        await using LoopbackServer server = Refusing("Retry-After", value);

        RealtimeException exception = await FailAsync(server, RetryTerms.DefaultLimit);

        Assert.Contains("it asks to wait ", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_whose_body_does_not_end_is_told_as_the_refusal()
    {
        await using var server = new LoopbackServer(async (context, stop) =>
        {
            context.Response.StatusCode = 500;
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength64 = 100;
            await context.Response.OutputStream.WriteAsync("It burns."u8.ToArray(), stop);
            await context.Response.OutputStream.FlushAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        });

        RealtimeException exception = await FailAsync(server, TimeSpan.Zero, connectTimeout: Patience.Brief.Inactivity);

        Assert.Contains("HTTP 500", exception.Message, StringComparison.Ordinal);
        Assert.Contains("It burns.", exception.Message, StringComparison.Ordinal);
    }

    private static LoopbackServer Refusing(string header, string value) => new((context, _) =>
    {
        context.Response.Headers[header] = value;
        return LoopbackServer.RefuseAsync(context, 429, "{}");
    });

    private static async Task<RealtimeException> FailAsync(LoopbackServer server, TimeSpan limit, TimeSpan? connectTimeout = null)
    {
        var target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null);
        TurnLimits limits = Patience.Ample with { Inactivity = connectTimeout ?? TimeSpan.FromSeconds(10) };
        var configuration = new SessionConfiguration { Instructions = "", Tools = Given.Json("[]") };
        var opener = new SessionOpener(target, limits, limit, TimeProvider.System);
        return await Assert.ThrowsAsync<RealtimeException>(
            () => opener.OpenAsync(new SessionOpening("m", configuration, 1), TestContext.Current.CancellationToken));
    }
}
