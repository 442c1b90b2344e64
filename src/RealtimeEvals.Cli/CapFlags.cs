using System.CommandLine;
using RealtimeEvals.Harness;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that cap a run, and that have its errors tried again.</summary>
internal sealed class CapFlags
{
    private readonly Option<decimal?> _cost = new("--max-cost")
    {
        Description = Words.WithDefault<RunOptions>(nameof(RunOptions.MaximumCostUsd)),
        HelpName = "USD",
    };

    private readonly Option<long?> _tokens = new("--max-tokens")
    {
        Description = Words.WithDefault<RunOptions>(nameof(RunOptions.MaximumTokens)),
    };

    private readonly Option<double?> _hours = new("--max-duration-hours")
    {
        Description = Words.WithDefault<RunOptions>(nameof(RunOptions.MaximumDuration)),
    };

    private readonly Option<bool> _retryErrors = Switch("--retry-errors", Words.Of<RunOptions>(nameof(RunOptions.RetryErrors)));

    public void AddTo(Command command)
    {
        command.Options.Add(_cost);
        command.Options.Add(_tokens);
        command.Options.Add(_hours);
        command.Options.Add(_retryErrors);
    }

    /// <summary>Returns the options with the values of these flags.</summary>
    public RunOptions Apply(ParseResult parsed, RunOptions options) => options with
    {
        MaximumCostUsd = parsed.GetValue(_cost),
        MaximumTokens = parsed.GetValue(_tokens),
        MaximumDuration = parsed.GetValue(_hours) is double hours ? Span(hours) : null,
        RetryErrors = parsed.GetValue(_retryErrors),
    };

    /// <summary>Returns a time span from a number of hours. A number that is no length of a run becomes zero, which is refused.</summary>
    private static TimeSpan Span(double hours) =>
        hours > 0 && hours <= RunOptions.LongestRun.TotalHours ? TimeSpan.FromHours(hours) : TimeSpan.Zero;
}
