using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>How long the agent's turns took to their first audio, as the run measured them.</summary>
internal sealed class LatencyTest : IConversationTest
{
    public string Name => "latency";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        var latency = Statistic.Of(conversation.Of(Speaker.Agent).Select(one => one.Turn.LatencyFirstAudioMs));
        string why = latency is null ? "no turn of the agent has a time to its first audio" : "";
        yield return Bound.AtMost(1_000, 2_000).Judge(this, "latency_first_audio_ms_p50", latency?.P50, why);
        yield return Bound.AtMost(2_000, 4_000).Judge(this, "latency_first_audio_ms_p95", latency?.P95, why);
    }
}
