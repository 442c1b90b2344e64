using System.Text;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>One field of a multipart form.</summary>
/// <param name="Name">The name of the field.</param>
/// <param name="FileName">The name of the file; null when the field is not a file.</param>
/// <param name="Content">The bytes of the field.</param>
internal sealed record FormPart(string Name, string? FileName, ReadOnlyMemory<byte> Content)
{
    /// <summary>The content as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Content.Span);
}
