using System.Reflection;
using Microsoft.Extensions.FileProviders;

namespace RealtimeEvals.Adapters.Pages;

/// <summary>A template in this assembly.</summary>
/// <param name="name">The name with its extension.</param>
internal sealed class TemplateFile(string name) : IFileInfo
{
    private static readonly Assembly Here = typeof(TemplateFile).Assembly;

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public bool Exists => Here.GetManifestResourceInfo($"Pages/{name}") is not null;

    /// <inheritdoc />
    public long Length => CreateReadStream().Length;

    /// <inheritdoc />
    public string? PhysicalPath => null;

    /// <inheritdoc />
    public DateTimeOffset LastModified => default;

    /// <inheritdoc />
    public bool IsDirectory => false;

    /// <inheritdoc />
    public Stream CreateReadStream() =>
        Here.GetManifestResourceStream($"Pages/{name}") ?? throw new FileNotFoundException("A template is not in the assembly.", name);
}
