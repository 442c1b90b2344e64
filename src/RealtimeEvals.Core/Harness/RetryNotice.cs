using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>The message about a retry.</summary>
internal static class RetryNotice
{
    /// <summary>Returns a callback that reports a case's retries as verbose output.</summary>
    public static Action<RealtimeException, TimeSpan> Of(IRunSink sink, string caseId) => (exception, wait) =>
        sink.Verbose(FormattableString.Invariant($"{caseId}: {exception.Message} Trying again in {wait.TotalSeconds:0.0} s."));
}
