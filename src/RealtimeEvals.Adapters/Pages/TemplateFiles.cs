using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace RealtimeEvals.Adapters.Pages;

/// <summary>The templates in this assembly, for templates that include others.</summary>
internal sealed class TemplateFiles : IFileProvider
{
    /// <inheritdoc />
    public IFileInfo GetFileInfo(string subpath) => new TemplateFile(subpath);

    /// <inheritdoc />
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc />
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
