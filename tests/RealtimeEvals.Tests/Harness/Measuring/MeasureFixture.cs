using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Measuring;

/// <summary>Runs to be measured.</summary>
internal static class MeasureFixture
{
    /// <summary>The simulation that the faults of the tests hit.</summary>
    public const string Hit = "refund";

    /// <summary>A finished run of two conversations, of which one passes and one fails where no other is named.</summary>
    public static async Task<ConversationSetup> HeldAsync(
        Func<SimulationOptions, SimulationOptions>? change = null, string second = "change_of_mind")
    {
        ConversationSetup setup = new ConversationSetup().Use(Hit, second);
        setup.Options = (change ?? (options => options))(setup.Options) with { ThrottleLimit = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        return setup;
    }

    /// <summary>Stops as soon as progress is told that begins in this way.</summary>
    public static void StopAfter(RunProgress report, string start, CancellationTokenSource stop)
    {
        if (report.Current.StartsWith(start, StringComparison.Ordinal)) stop.Cancel();
    }
}
