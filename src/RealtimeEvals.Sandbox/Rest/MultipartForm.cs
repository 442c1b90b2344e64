using System.Net.Http.Headers;
using System.Text;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Parses <c>multipart/form-data</c> after RFC 7578. The fields are views of the body, not copies; names must be unique.</summary>
internal static class MultipartForm
{
    private const int MaximumBoundaryLength = 70;

    /// <summary>Parses a form.</summary>
    /// <param name="contentType">The Content-Type header of the request; null when it has none.</param>
    /// <param name="body">The whole body.</param>
    /// <returns>The fields by name.</returns>
    /// <exception cref="ProtocolException">The body is not a valid form.</exception>
    public static IReadOnlyDictionary<string, FormPart> Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        byte[] delimiter = Encoding.ASCII.GetBytes($"\r\n--{Boundary(contentType)}");
        var parts = new Dictionary<string, FormPart>(StringComparer.Ordinal);
        int at = AfterFirst(delimiter, body.Span);
        while (!body.Span[at..].StartsWith("--"u8))
        {
            int line = body.Span[at..].IndexOf("\r\n"u8);
            if (line < 0 || body.Span.Slice(at, line).ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                throw Bad("a boundary does not end its line");
            }

            at += line;
            int headers = body.Span[at..].IndexOf("\r\n\r\n"u8);
            if (headers < 0 || body.Span.Slice(at, headers).IndexOf(delimiter) >= 0) throw Bad("the headers of a field do not end");

            // The delimiter of an empty field begins with the line break that ends its headers.
            int content = at + headers + 2;
            int length = body.Span[content..].IndexOf(delimiter);
            if (length < 0) throw Bad("it ends before its last boundary");
            string described = Encoding.UTF8.GetString(body.Span.Slice(at, headers));
            FormPart part = Describe(described, body.Slice(content, length)[Math.Min(2, length)..]);
            if (!parts.TryAdd(part.Name, part))
            {
                throw new ProtocolException("invalid_request", $"The form holds '{part.Name}' more than once.", part.Name);
            }

            at = content + length + delimiter.Length;
        }

        return parts;
    }

    private static string Boundary(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !string.Equals(type.MediaType, "multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProtocolException("invalid_request", "The body must be multipart/form-data with a boundary.");
        }

        NameValueHeaderValue? named = type.Parameters
            .FirstOrDefault(parameter => string.Equals(parameter.Name, "boundary", StringComparison.OrdinalIgnoreCase));
        string boundary = named?.Value?.Trim('"') ?? "";
        return boundary.Length is > 0 and <= MaximumBoundaryLength ? boundary : throw Bad("its boundary is missing, empty or too long");
    }

    /// <summary>Returns the end of the first delimiter; what precedes it is not part of the form.</summary>
    private static int AfterFirst(ReadOnlySpan<byte> delimiter, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> first = delimiter[2..];
        if (body.StartsWith(first)) return first.Length;
        int at = body.IndexOf(delimiter);
        return at >= 0 ? at + delimiter.Length : throw Bad("its boundary is not in it");
    }

    private static FormPart Describe(string headers, ReadOnlyMemory<byte> content)
    {
        const string Name = "Content-Disposition:";
        string? header = headers.Split("\r\n").FirstOrDefault(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        if (!ContentDispositionHeaderValue.TryParse(header?[Name.Length..], out ContentDispositionHeaderValue? disposition)
            || !string.Equals(disposition.DispositionType, "form-data", StringComparison.OrdinalIgnoreCase)
            || string.IsNullOrEmpty(disposition.Name))
        {
            throw Bad("a field has no name");
        }

        string? file = disposition.FileNameStar ?? disposition.FileName;
        return new FormPart(Unquote(disposition.Name), file is null ? null : Unquote(file), content);
    }

    private static string Unquote(string text) => text
        .Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace("%22", "\"", StringComparison.OrdinalIgnoreCase);

    private static ProtocolException Bad(string reason) => new("invalid_request", $"The form cannot be read: {reason}.");
}
