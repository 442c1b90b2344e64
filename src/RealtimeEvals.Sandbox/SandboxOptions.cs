using RealtimeEvals.Datasets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Sandbox;

/// <summary>The settings of a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>The folder of the rules that the sandbox answers by: files of JSON like the shipped ones.</summary>
    /// <remarks>
    /// Every *.json in it is read, those in its folder text, and the rules.json of the judge in its folder judge. Where a folder text or
    /// judge is missing, the shipped one counts.
    /// </remarks>
    /// <value>the shipped rules</value>
    public string RulesPath { get; init; } = ProductData.PathOf("sandbox");

    /// <summary>What goes wrong in the sandbox: kind[:value][xTimes][@case][#turn].</summary>
    /// <remarks>
    /// <para>
    /// Behind the kind stand its value, how often it happens, the case that it hits, and the turn of the session, from 1. Without xTimes it
    /// always happens; without @case it hits all; without #turn it happens in the first turn that comes. For example drop:12,
    /// handshake:429x1, status:failed@crawl_004 or error@refund/assistant#2. In a simulated conversation the case may name a side,
    /// conversation/assistant or conversation/simulator. handshake, hang, speech, judge, transcribe, answer, hosted and client-secret
    /// happen in no turn.
    /// </para>
    /// <para>
    /// The kinds are handshake (HTTP status, default 429), hang, drop (after so many events, default 5), no-done, status (failed,
    /// incomplete or cancelled), error, expire, late-audio (milliseconds, default 1000), stall (milliseconds, default 1000), malformed,
    /// binary, big-frame, unknown-event, close (close code, default 1001), empty, speech (HTTP status, default 500), judge (HTTP status,
    /// default 500, or prose, truncated, string, two, nothing, hang or drop), transcribe (HTTP status, default 500, or nothing or hang),
    /// answer (wrong, which is the default, empty, chatty, refused, temperature, hang, drop or an HTTP status), hosted (HTTP status,
    /// default 500, or hang, drop, failed, canceled, expired, stuck or partial) and client-secret (HTTP status, default 500, or hang, drop
    /// or expired). The kind answer hits what a text model answers to a row of a smoke set or in or about an interview; the place
    /// of hosted is a stage of a hosted run, upload, eval, run, poll, items, cancel or delete, and without one it hits polls. The kind
    /// speech matters only for words that the cache of speech does not hold.
    /// </para>
    /// </remarks>
    public IReadOnlyList<SandboxFault> Faults { get; init; } = [];

    /// <summary>The only accepted key; null to accept any key or none.</summary>
    public ApiKey? RequiredKey { get; init; }
}
