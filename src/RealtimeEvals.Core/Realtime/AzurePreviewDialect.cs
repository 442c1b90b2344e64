using RealtimeEvals.Audio;

namespace RealtimeEvals.Realtime;

/// <summary>
/// The preview protocol of Azure: <c>/openai/realtime</c> with an api-version, a flat session object, and the event names of the beta.
/// Azure's own hosts no longer support it, but gateways and containers do.
/// </summary>
internal sealed class AzurePreviewDialect : RealtimeDialect
{
    private const string Socket = "/openai/realtime";

    /// <inheritdoc />
    protected override IReadOnlyList<string> RoutingKeys { get; } = ["deployment"];

    /// <inheritdoc />
    public override bool IsSpokenAt(Uri address) =>
        !AzureAddress.IsAzure(address)
        && AzureAddress.HasVersion(address)
        && address.AbsolutePath.TrimEnd('/').EndsWith(Socket, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the address unchanged, and the base of Azure's REST endpoints on the same host, which takes no api-version.
    /// </summary>
    public override (Uri Realtime, Uri? RestBase) Resolve(Uri given, bool isSocket, ServiceProvider provider)
    {
        string before = given.AbsolutePath.TrimEnd('/')[..^Socket.Length];
        return (given, new UriBuilder(given) { Path = $"{before}/openai/v1", Query = "" }.Uri);
    }

    /// <inheritdoc />
    public override AuthenticationScheme DefaultScheme(ServiceProvider provider) => AuthenticationScheme.ApiKeyHeader;

    /// <inheritdoc />
    public override IEnumerable<string> FindProblems(AudioFormat input, AudioFormat output) =>
        FindProblems("sent", input).Concat(FindProblems("heard", output));

    /// <inheritdoc />
    public override ReadOnlyMemory<byte> SessionUpdate(SessionConfiguration session) => ClientEvents.Write("session.update", json =>
    {
        json.WriteStartObject("session");
        json.WriteString("instructions", session.Instructions);
        json.WritePropertyName("tools");
        session.Tools.WriteTo(json);
        json.WriteString("tool_choice", session.MayCallTools ? "auto" : "none");

        // This protocol refuses audio alone; it must be requested together with text.
        json.WriteStartArray("modalities");
        json.WriteStringValue("text");
        json.WriteStringValue("audio");
        json.WriteEndArray();
        json.WriteString("input_audio_format", session.InputFormat.Name);
        json.WriteString("output_audio_format", session.OutputFormat.Name);
        ClientEvents.WriteTurnDetection(json, session.TurnDetection);
        if (session.Voice.Length > 0) json.WriteString("voice", session.Voice);
        json.WriteEndObject();
    });

    /// <inheritdoc />
    public override ReadOnlyMemory<byte> Marker(SessionConfiguration session) =>
        ClientEvents.Write("session.update", ClientEvents.MarkerId, json =>
        {
            json.WriteStartObject("session");
            json.WriteString("instructions", session.Instructions);
            json.WritePropertyName("tools");
            session.Tools.WriteTo(json);
            json.WriteEndObject();
        });

    /// <summary>Checks a format. The names of formats contain no rate, so that linear audio must have the default one.</summary>
    private static IEnumerable<string> FindProblems(string what, AudioFormat format)
    {
        bool isWrong = format.Encoding == AudioEncoding.Pcm16 && format.SampleRate != AudioFormat.Pcm24K.SampleRate;
        return !isWrong ? [] :
        [
            FormattableString.Invariant($"The audio that is {what} is {format.Name} at {format.SampleRate} Hz; ")
            + FormattableString.Invariant($"at this address, Azure's preview, {format.Name} is {AudioFormat.Pcm24K.SampleRate} Hz only."),
        ];
    }
}
