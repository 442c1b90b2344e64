using RealtimeEvals.Model;

namespace RealtimeEvals.Cli;

/// <summary>Runs a verb and turns what it throws into one message and an exit code.</summary>
internal static class Guarded
{
    public static async Task<int> RunAsync(Func<Task<int>> verb)
    {
        // Ctrl+C is heeded from here on, before anything is printed.
        await Task.Yield();
        try
        {
            return await verb();
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. What is finished has been kept.");
            return ExitCode.Cancelled;
        }
        catch (EvalException exception)
        {
            await Console.Error.WriteLineAsync($"error {exception.ErrorId}: {exception.Message}");
            await Console.Error.WriteLineAsync(exception.RecommendedAction);
            return ExitCode.Of(exception);
        }
        catch (Exception exception)
        {
            EvalException unexpected = OutputFault.Is(exception) ? EvalErrors.OutputNotWritten(exception) : EvalErrors.Unexpected(exception);
            await Console.Error.WriteLineAsync($"error {unexpected.ErrorId}: {unexpected.Message}");
            await Console.Error.WriteLineAsync(unexpected.RecommendedAction);
            return ExitCode.Of(unexpected);
        }
    }
}
