using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>A dialect that no service speaks: everything in it is otherwise.</summary>
internal sealed class MadeUpDialect : RealtimeDialect
{
    public override TimeSpan CommitFloor => TimeSpan.FromMilliseconds(250);

    public override string Subprotocol => "babble";

    public override ReadOnlySpan<byte> AppendType => "hear"u8;

    public override ReadOnlySpan<byte> AppendHead => "{\"type\":\"hear\",\"audio\":\""u8;

    protected override IReadOnlyList<string> RoutingKeys { get; } = ["agent"];

    public override bool IsSpokenAt(Uri address) => false;

    public override (Uri Realtime, Uri? RestBase) Resolve(Uri given, bool isSocket, ServiceProvider provider) => (given, null);

    public override IEnumerable<(string Name, string Value)> HeadersOf(ServiceTarget target) => [("x-babble", target.Key?.Reveal() ?? "")];

    public override ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session) =>
        ClientEvents.Write("be", json => json.WriteString("who", session.Instructions));

    public override ReadOnlyMemory<byte> Marker(SessionConfiguration session) =>
        ClientEvents.Write("be", ClientEvents.MarkerId, static _ => { });

    public override ReadOnlyMemory<byte> Clear() => ClientEvents.Write("forget", static _ => { });

    public override ReadOnlyMemory<byte> Commit() => ClientEvents.Write("heard", static _ => { });

    public override ReadOnlyMemory<byte> ResponseCreate(OutOfBandPrompt? prompt = null) =>
        ClientEvents.Write("speak", ClientEvents.RequestId, static _ => { });

    public override ServerEventKind KindOf(scoped ref Utf8JsonReader type) => type.GetString() switch
    {
        "here" => ServerEventKind.SessionCreated,
        "am" => ServerEventKind.SessionUpdated,
        "begin" => ServerEventKind.ResponseCreated,
        "sound" => ServerEventKind.AudioDelta,
        "words" => ServerEventKind.TranscriptDone,
        "end" => ServerEventKind.ResponseDone,
        _ => ServerEventKind.Other,
    };

    public override TokenUsage UsageOf(JsonElement response) =>
        new() { OutputTokens = response.GetProperty("breath").GetInt32() };
}
