using System.Text;
using System.Text.Json;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Runs.EventLogFixture;

namespace RealtimeEvals.Tests.Runs;

/// <summary>The key of a service stands in no line, whole or in parts.</summary>
public sealed class EventLogSecretTests : IDisposable
{
    private readonly EventLogFixture _file = new();

    [Theory]
    [InlineData("{\"type\":\"error\",\"message\":\"bad key sk-secret-0123456789, really sk-secret-0123456789\"}")]
    [InlineData("not json: sk-secret-0123456789")]
    [InlineData("{\"type\":\"sk-secret-0123456789\"}")]
    [InlineData("{\"type\":\"x\",\"m\":\"sk\\u002dsecret\\u002d0123456789\"}")]
    public void Received_key_is_replaced_wherever_it_stands(string message)
    {
        string line = Assert.Single(_file.Log(log => Record(log, "server", Given.Utf8(message))));

        using var document = JsonDocument.Parse(line);
        Assert.DoesNotContain(Key, string.Join('\n', Strings(document.RootElement)), StringComparison.Ordinal);
        Assert.Contains(Redactor.Mask, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response.output_audio_transcript.delta", "\"item_id\":\"i\"", "\"item_id\":\"i\"")]
    [InlineData("response.output_text.delta", "\"item_id\":\"i\"", "\"item_id\":\"j\"")]
    [InlineData("response.function_call_arguments.delta", "\"call_id\":\"c\"", "\"call_id\":\"c\"")]
    [InlineData("response.function_call_arguments.delta", "\"x\":1", "\"x\":1")]
    [InlineData("conversation.item.input_audio_transcription.delta", "\"item_id\":\"i\"", "\"item_id\":\"i\"")]
    [InlineData("response.unknown.delta", "\"item_id\":\"i\"", "\"item_id\":\"i\"")]
    public void Received_key_in_deltas_cannot_be_put_together_again(string type, string even, string odd)
    {
        for (int length = 1; length < Key.Length; length++)
        {
            string[] parts = [.. $"It is {Key}.".Chunk(length).Select(part => new string(part))];
            string[] lines = _file.Log(log =>
            {
                foreach ((int index, string part) in parts.Index())
                {
                    Record(log, "server", Given.Utf8($$"""{"type":"{{type}}",{{(index % 2 == 0 ? even : odd)}},"delta":"{{part}}"}"""));
                }
            });

            string joined = string.Concat(lines.Select(line => Given.Json(line).GetProperty("event").GetProperty("delta").GetString()));
            Assert.DoesNotContain("secret", joined, StringComparison.Ordinal);
            Assert.DoesNotContain(Key[^8..], joined, StringComparison.Ordinal);
            Assert.StartsWith("It is ", joined, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Received_deltas_of_items_that_come_by_turns_hold_no_key_item_by_item()
    {
        string[] lines = _file.Log(log =>
        {
            foreach (char letter in Key)
            {
                foreach (string item in new[] { "a", "b" })
                {
                    Record(
                        log,
                        "server",
                        Given.Utf8($$"""{"type":"response.output_text.delta","item_id":"{{item}}","delta":"{{letter}}"}"""));
                }
            }
        });

        JsonElement[] events = [.. lines.Select(line => Given.Json(line).GetProperty("event"))];
        string joined = string.Concat(
            events.Where(read => read.GetProperty("item_id").GetString() == "b").Select(read => read.GetProperty("delta").GetString()));
        Assert.DoesNotContain("secret", joined, StringComparison.Ordinal);
    }

    [Fact]
    public void Received_key_that_is_sent_as_sound_is_covered()
    {
        string[] lines = _file.Log(log =>
        {
            foreach (byte[] part in Encoding.ASCII.GetBytes($"12345678{Key}").Chunk(8))
            {
                string delta = Convert.ToBase64String(part);
                Record(log, "server", Given.Utf8($$"""{"type":"response.output_audio.delta","item_id":"i","delta":"{{delta}}"}"""));
            }
        });

        string[] deltas = [.. lines.Select(line => Given.Json(line).GetProperty("event").GetProperty("delta").GetString()!)];
        Assert.Equal([Convert.ToBase64String("12345678"u8), .. Enumerable.Repeat(Redactor.Mask, 3)], deltas);
    }

    public void Dispose() => _file.Dispose();

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
