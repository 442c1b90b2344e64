using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Rest;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A validated upload of a file of rows.</summary>
/// <param name="Name">The name of the file.</param>
/// <param name="Bytes">The size of the file in bytes.</param>
/// <param name="Items">The rows, in the order of the lines that are not blank.</param>
internal sealed record FileRequest(string Name, int Bytes, IReadOnlyList<JsonElement> Items)
{
    private const int MaximumBodyBytes = 64 * 1024 * 1024;

    private static readonly Shape Fields = Shape.Object(
        ("file!", Shape.Text),
        ("purpose!", Shape.OneOf("evals")),
        ("expires_after[anchor]", Shape.OneOf("created_at")),
        ("expires_after[seconds]", Shape.Number(3_600, 2_592_000)));

    private static readonly Shape Row = Shape.Object(("item!", Shape.AnyObject), ("sample", Shape.Any));

    /// <summary>Parses and validates a request.</summary>
    /// <exception cref="ProtocolException">The service would reject it.</exception>
    public static async Task<FileRequest> ReadAsync(HttpListenerRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(request, MaximumBodyBytes, cancellationToken);
        IReadOnlyDictionary<string, FormPart> form = MultipartForm.Read(request.ContentType, body);
        var fields = new JsonObject(form.Values.Select(part => KeyValuePair.Create(part.Name, Value(part))));
        Fields.Check(JsonSerializer.SerializeToElement(fields), "");
        FormPart file = form["file"];
        if (file.FileName is null)
        {
            throw new ProtocolException("invalid_type", "Invalid type for 'file': expected a file, but got a string instead.", "file");
        }

        return new FileRequest(file.FileName, file.Content.Length, ReadRows(file.Text));
    }

    private static JsonNode? Value(FormPart part) =>
        part.Name == "expires_after[seconds]" && int.TryParse(part.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : part.FileName ?? part.Text;

    private static List<JsonElement> ReadRows(string text)
    {
        var items = new List<JsonElement>();
        foreach ((int index, string line) in text.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)))
        {
            try
            {
                JsonElement row = JsonSerializer.Deserialize<JsonElement>(line);
                Row.Check(row, "");
                items.Add(row.GetProperty("item"));
            }
            catch (Exception exception) when (exception is JsonException or ProtocolException)
            {
                throw new ProtocolException(
                    "invalid_file",
                    FormattableString.Invariant($"Invalid file: line {index + 1} is not a row. {exception.Message}"),
                    "file");
            }
        }

        return items;
    }
}
