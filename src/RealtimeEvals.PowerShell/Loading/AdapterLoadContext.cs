using System.Reflection;
using System.Runtime.Loader;

namespace RealtimeEvals.PowerShell.Loading;

/// <summary>
/// Keeps third-party packages out of PowerShell's own load context, where another module may have loaded other versions of them.
/// </summary>
internal sealed class AdapterLoadContext(string assemblyPath) : AssemblyLoadContext("RealtimeEvals.Adapters")
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    /// <summary>Loads packages from the folder of the adapters; all other assemblies, including Core, are shared with PowerShell.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is string path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is string path ? LoadUnmanagedDllFromPath(path) : 0;
}
