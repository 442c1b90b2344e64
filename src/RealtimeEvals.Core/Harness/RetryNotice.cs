using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>What is said where a case has to try again.</summary>
internal static class RetryNotice
{
    /// <summary>Says it for a case, to those who want to know.</summary>
    public static Action<RealtimeException, TimeSpan> Of(IRunSink sink, string caseId) => (exception, wait) =>
        sink.Verbose(FormattableString.Invariant($"{caseId}: {exception.Message} Trying again in {wait.TotalSeconds:0.0} s."));
}
