using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters of all cmdlets that use a service: which one, and how hard.</summary>
public abstract class ServiceCommand : TargetCommand
{
    private bool _isWhatIf;

    /// <inheritdoc cref="RunOptions.ThrottleLimit" />
    [Parameter]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether the run may cost money: it uses a service that is not on this machine.</summary>
    internal virtual bool Spends => !Sandbox && !Addresses().All(IsLoopback);

    /// <summary>Whether the user has already agreed that money is spent, so that no question is asked.</summary>
    internal virtual bool HasConsent => false;

    /// <summary>Whether an address is on this machine.</summary>
    private static bool IsLoopback(Uri? address) => address is { IsAbsoluteUri: true } && LoopbackAddress.Is(address);

    /// <summary>Evaluates session settings on the pipeline thread, among them that a plan needs no key.</summary>
    private protected override void Prepare()
    {
        _isWhatIf = this.IsWhatIf();
        base.Prepare();
    }

    /// <summary>Starts the sandbox if it was requested and something is to be done; otherwise returns null.</summary>
    private protected SandboxServer? StartSandbox()
    {
        if (!_isWhatIf) return SandboxServer.StartIf(Options(), SandboxFault, TimeProvider.System);
        SandboxChoice.Check(Options(), SandboxFault);
        return null;
    }

    /// <summary>Returns the requested service.</summary>
    /// <param name="sandbox">The sandbox, if one was started.</param>
    private protected ServiceTarget ResolveTarget(SandboxServer? sandbox)
    {
        if (sandbox is not null) return sandbox.Target;
        return _isWhatIf ? ServiceTarget.ForPlan(Options()) : ServiceTarget.FromEnvironment(Options());
    }

    /// <summary>Returns the addresses in use: those given, else that of the environment.</summary>
    private IEnumerable<Uri?> Addresses()
    {
        if (Endpoint is not null) yield return Endpoint;
        if (BaseAddress is not null) yield return BaseAddress;
        if (Endpoint is null && BaseAddress is null)
        {
            yield return Uri.TryCreate(ServiceEnvironment.AddressOf(Provider), UriKind.Absolute, out Uri? address) ? address : null;
        }
    }
}
