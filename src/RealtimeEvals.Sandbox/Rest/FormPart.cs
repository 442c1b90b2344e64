using System.Text;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>One field of a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FileName">The name of the file; null when the field is none.</param>
/// <param name="Content">What it holds.</param>
internal sealed record FormPart(string Name, string? FileName, ReadOnlyMemory<byte> Content)
{
    /// <summary>What it holds, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Content.Span);
}
