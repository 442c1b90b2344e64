using System.Management.Automation;
using System.Net;
using System.Security;
using RealtimeEvals.Harness;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using Secret = RealtimeEvals.Realtime.ApiKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that choose the service, for all cmdlets that use one.</summary>
public abstract class ServiceCommand : AsyncCommand
{
    private bool _isWhatIf;

    /// <inheritdoc cref="ServiceOptions.Sandbox" />
    [Parameter]
    public SwitchParameter Sandbox { get; set; }

    /// <inheritdoc cref="SandboxOptions.Faults" />
    /// <remarks>It needs -Sandbox.</remarks>
    [Parameter]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    [AllowEmptyCollection]
    public string[] SandboxFault { get; set; } = [];

    /// <inheritdoc cref="ServiceOptions.Endpoint" />
    [Parameter]
    public Uri? Endpoint { get; set; }

    /// <inheritdoc cref="ServiceOptions.BaseAddress" />
    [Parameter]
    [Alias("BaseUrl")]
    public Uri? BaseAddress { get; set; }

    /// <inheritdoc cref="ServiceOptions.Provider" />
    [Parameter]
    public ServiceProvider Provider { get; set; }

    /// <inheritdoc cref="ServiceOptions.Key" />
    [Parameter]
    public SecureString? ApiKey { get; set; }

    /// <inheritdoc cref="ServiceOptions.Scheme" />
    [Parameter]
    [Alias("AuthScheme")]
    public AuthenticationScheme AuthenticationScheme { get; set; }

    /// <inheritdoc cref="RunOptions.ThrottleLimit" />
    [Parameter]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether the run may cost money: it uses a service that is not on this machine.</summary>
    internal virtual bool Spends => !Sandbox && !Addresses().All(IsLoopback);

    /// <summary>Whether the user has already agreed that money is spent, so that no question is asked.</summary>
    internal virtual bool HasConsent => false;

    /// <summary>Whether an address is on this machine.</summary>
    private static bool IsLoopback(Uri? address) => address is { IsAbsoluteUri: true } && LoopbackAddress.Is(address);

    /// <summary>
    /// Evaluates session settings on the pipeline thread: a plan needs no key, and a sandbox from the default parameter values is not used
    /// if a service is named.
    /// </summary>
    private protected override void Prepare()
    {
        _isWhatIf = this.IsWhatIf();
        string[] given = [nameof(Endpoint), nameof(BaseAddress), nameof(ApiKey)];
        if (Sandbox && NamesService && this.IsDefault(nameof(Sandbox)) && !given.Any(this.IsDefault)) Sandbox = false;
    }

    /// <summary>Starts the sandbox if it was requested; otherwise returns null.</summary>
    private protected SandboxServer? StartSandbox() =>
        SandboxServer.StartIf(Options(), SandboxFault, TimeProvider.System);

    /// <summary>Returns the requested service.</summary>
    /// <param name="sandbox">The sandbox, if one was started.</param>
    private protected ServiceTarget ResolveTarget(SandboxServer? sandbox)
    {
        if (sandbox is not null) return sandbox.Target;
        ServiceOptions options = Options();
        bool isKeyless = _isWhatIf && !options.GivesKey && ServiceEnvironment.KeyOf(Provider) is null;
        return ServiceTarget.FromEnvironment(isKeyless ? options with { Key = Secret.From("what-if") } : options);
    }

    private ServiceOptions Options() => new()
    {
        Sandbox = Sandbox,
        Endpoint = Endpoint?.OriginalString,
        BaseAddress = BaseAddress?.OriginalString,
        Provider = Provider,
        Key = ApiKey is null ? null : Secret.From(new NetworkCredential("", ApiKey).Password),
        GivesKey = ApiKey is not null,
        Scheme = MyInvocation.BoundParameters.ContainsKey(nameof(AuthenticationScheme)) ? AuthenticationScheme : null,
    };

    private bool NamesService => Endpoint is not null || BaseAddress is not null || ApiKey is not null;

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
