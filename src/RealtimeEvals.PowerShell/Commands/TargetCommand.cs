using System.Management.Automation;
using System.Net;
using System.Security;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using Secret = RealtimeEvals.Realtime.ApiKey;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that choose the service.</summary>
public abstract class TargetCommand : AsyncCommand
{
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

    /// <summary>Whether a service is named by its address or its key.</summary>
    private protected bool NamesService => Endpoint is not null || BaseAddress is not null || ApiKey is not null;

    /// <summary>Whether there is no key, neither given nor in the environment.</summary>
    private protected bool IsKeyless => ApiKey is null && ServiceEnvironment.KeyOf(Provider) is null;

    /// <summary>
    /// Evaluates session settings on the pipeline thread: a sandbox from the default parameter values is not used if a service is named.
    /// </summary>
    private protected override void Prepare()
    {
        string[] given = [nameof(Endpoint), nameof(BaseAddress), nameof(ApiKey)];
        if (Sandbox && NamesService && this.IsDefault(nameof(Sandbox)) && !given.Any(this.IsDefault)) Sandbox = false;
    }

    /// <summary>Returns the service as it was asked for.</summary>
    private protected ServiceOptions Options() => new()
    {
        Sandbox = Sandbox,
        Endpoint = Endpoint?.OriginalString,
        BaseAddress = BaseAddress?.OriginalString,
        Provider = Provider,
        Key = ApiKey is null ? null : Secret.From(new NetworkCredential("", ApiKey).Password),
        GivesKey = ApiKey is not null,
        Scheme = MyInvocation.BoundParameters.ContainsKey(nameof(AuthenticationScheme)) ? AuthenticationScheme : null,
    };
}
