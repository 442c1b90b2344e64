using System.Management.Automation;
using System.Net;
using System.Security;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using Secret = RealtimeEvals.Realtime.ApiKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that choose the service, for every cmdlet that talks to one.</summary>
public abstract class ServiceCommand : AsyncCommand
{
    private bool _isWhatIf;

    /// <summary>Runs against the embedded sandbox: no key, no network, no cost.</summary>
    [Parameter]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Makes the sandbox fail: kind[:value][xTimes][@case][#turn].</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string[] SandboxFault { get; set; } = [];

    /// <summary>The address of the realtime service, used as it is; a bare host gets /v1/realtime.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Endpoint { get; set; }

    /// <summary>The address of all endpoints, such as https://api.openai.com/v1; else OPENAI_BASE_URL counts.</summary>
    [Parameter]
    [Alias("BaseUrl")]
    [ValidateNotNull]
    public Uri? BaseAddress { get; set; }

    /// <summary>
    /// Whose service it is; with Azure AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY count, and the key travels in the header api-key.
    /// </summary>
    [Parameter]
    public ServiceProvider Provider { get; set; }

    /// <summary>The key; without it OPENAI_API_KEY counts.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? ApiKey { get; set; }

    /// <summary>How the key travels.</summary>
    [Parameter]
    [Alias("AuthScheme")]
    public AuthenticationScheme AuthenticationScheme { get; set; }

    /// <summary>Cases at the same time, 1 to 256.</summary>
    [Parameter]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether the run costs money: it asks a service that is not on this machine.</summary>
    internal virtual bool Spends => !Sandbox && !Addresses().All(IsLoopback);

    /// <summary>Whether money may be spent without a question: somebody has answered it already.</summary>
    internal virtual bool HasConsent => false;

    /// <summary>Whether an address is on this machine.</summary>
    private static bool IsLoopback(Uri? address) => address is { IsAbsoluteUri: true } && LoopbackAddress.Is(address);

    /// <summary>
    /// Looks, on the pipeline thread, at what depends on the session: a plan needs no key, and a usual sandbox gives way to a service that
    /// is named.
    /// </summary>
    private protected override void Prepare()
    {
        _isWhatIf = this.IsWhatIf();
        string[] given = [nameof(Endpoint), nameof(BaseAddress), nameof(ApiKey)];
        if (Sandbox && NamesService && this.IsDefault(nameof(Sandbox)) && !given.Any(this.IsDefault)) Sandbox = false;
    }

    /// <summary>The sandbox that was asked for, started; null when none was.</summary>
    private protected SandboxServer? StartSandbox() =>
        SandboxServer.StartIf(Sandbox, SandboxFault, NamesService || Provider != ServiceProvider.OpenAI, TimeProvider.System);

    /// <summary>The service that was asked for.</summary>
    /// <param name="sandbox">The sandbox, if one was started.</param>
    private protected ServiceTarget ResolveTarget(SandboxServer? sandbox) => sandbox?.Target
        ?? ServiceTarget.FromEnvironment(Provider, Endpoint?.OriginalString, BaseAddress?.OriginalString, Key(), Scheme());

    private bool NamesService => Endpoint is not null || BaseAddress is not null || ApiKey is not null;

    /// <summary>The addresses that are asked: those that are named, else that of the environment.</summary>
    private IEnumerable<Uri?> Addresses()
    {
        if (Endpoint is not null) yield return Endpoint;
        if (BaseAddress is not null) yield return BaseAddress;
        if (Endpoint is null && BaseAddress is null)
        {
            yield return Uri.TryCreate(ServiceEnvironment.AddressOf(Provider), UriKind.Absolute, out Uri? address) ? address : null;
        }
    }

    private Secret? Key() => ApiKey is null
        ? ServiceEnvironment.KeyOf(Provider) ?? (_isWhatIf ? Secret.From("what-if") : null)
        : Secret.From(new NetworkCredential("", ApiKey).Password);

    private AuthenticationScheme? Scheme() =>
        MyInvocation.BoundParameters.ContainsKey(nameof(AuthenticationScheme)) ? AuthenticationScheme : null;
}
