using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Json;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Integrity;

/// <summary>
/// A signed payload in the Dead Simple Signing Envelope, version 1.0 (github.com/secure-systems-lab/dsse). Signed is not the payload but
/// its pre-authentication encoding, which binds the type of the payload to it.
/// </summary>
/// <param name="PayloadType">The media type of the payload.</param>
/// <param name="Payload">The payload.</param>
/// <param name="KeyId">A hint at the key: the SHA-256 of its public part in hex. It proves nothing.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Certificate">The certificate of the key in PEM; empty when the envelope brings none.</param>
internal sealed record DsseEnvelope(string PayloadType, byte[] Payload, string KeyId, byte[] Signature, string Certificate)
{
    /// <summary>Returns what is signed: "DSSEv1", the type and the payload, each after its length in bytes, separated by spaces.</summary>
    /// <param name="type">The media type of the payload.</param>
    /// <param name="payload">The payload.</param>
    public static byte[] Encode(string type, ReadOnlySpan<byte> payload)
    {
        string typeLength = Encoding.UTF8.GetByteCount(type).ToString(CultureInfo.InvariantCulture);
        string payloadLength = payload.Length.ToString(CultureInfo.InvariantCulture);
        return [.. Encoding.UTF8.GetBytes($"DSSEv1 {typeLength} {type} {payloadLength} "), .. payload];
    }

    /// <summary>Reads an envelope with one signature.</summary>
    /// <exception cref="JsonException">It is no such envelope.</exception>
    public static DsseEnvelope Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonElement envelope = StrictJson.Parse(json);
            JsonElement[] signatures = [.. envelope.GetProperty("signatures").EnumerateArray()];
            if (signatures is not [JsonElement signature]) throw new JsonException("more or less than one signature");
            return new DsseEnvelope(
                envelope.GetProperty("payloadType").GetString() ?? "",
                Convert.FromBase64String(envelope.GetProperty("payload").GetString() ?? ""),
                Text(signature, "keyid"),
                Convert.FromBase64String(signature.GetProperty("sig").GetString() ?? ""),
                Text(signature, "cert"));
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new JsonException("no envelope", exception);
        }
    }

    /// <summary>Returns the envelope as the content of a file.</summary>
    public byte[] ToFile()
    {
        var signature = new JsonObject { ["keyid"] = KeyId, ["sig"] = Convert.ToBase64String(Signature), ["cert"] = Certificate };
        var envelope = new JsonObject
        {
            ["payload"] = Convert.ToBase64String(Payload),
            ["payloadType"] = PayloadType,
            ["signatures"] = new JsonArray(signature),
        };
        return Encoding.UTF8.GetBytes(envelope.ToJsonString(RunJson.Indented) + "\n");
    }

    private static string Text(JsonElement signature, string name) =>
        signature.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
