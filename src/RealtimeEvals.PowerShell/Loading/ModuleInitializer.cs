using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using RealtimeEvals.PowerShell.Commands;

namespace RealtimeEvals.PowerShell.Loading;

/// <summary>Resolves the adapters assembly, which PowerShell cannot find, and cleans up when the module is removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Adapters = "RealtimeEvals.Adapters";

    private static readonly Lazy<AdapterLoadContext> Context = new(() => new AdapterLoadContext(AdaptersPath));

    /// <summary>The folder of all that is not loaded beside PowerShell: the adapters with their packages, and the program.</summary>
    internal static string DependencyFolder => Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps");

    private static string AdaptersPath => Path.Combine(DependencyFolder, $"{Adapters}.dll");

    /// <inheritdoc />
    public void OnImport() => AssemblyLoadContext.Default.Resolving += Resolve;

    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        AssemblyLoadContext.Default.Resolving -= Resolve;
        RealtimeSandbox.StopAll();
        EvalDashboard.StopAll();
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Adapters ? Context.Value.LoadFromAssemblyPath(AdaptersPath) : null;
}
