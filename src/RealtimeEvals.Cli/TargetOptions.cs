using System.CommandLine;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Faults;

namespace RealtimeEvals.Cli;

/// <summary>The flags that choose the service.</summary>
internal sealed class TargetOptions
{
    private readonly Option<bool> _sandbox = new("--sandbox")
    {
        Description = Words.Of<ServiceOptions>(nameof(ServiceOptions.Sandbox)),
    };

    private readonly Option<string[]> _faults = new("--sandbox-fault")
    {
        Description = $"{Words.Of<SandboxOptions>(nameof(SandboxOptions.Faults))} Kinds: {string.Join(", ", SandboxFault.Kinds)}.",
        HelpName = "FAULT",
    };

    private readonly Option<string> _endpoint = new("--endpoint")
    {
        Description = Words.WithDefault<ServiceOptions>(nameof(ServiceOptions.Endpoint)),
        HelpName = "URI",
    };

    private readonly Option<string> _base = new("--base-url")
    {
        Description = Words.WithDefault<ServiceOptions>(nameof(ServiceOptions.BaseAddress)),
        HelpName = "URI",
    };

    private readonly Option<ServiceProvider> _provider = Flags.Choice<ServiceProvider>(
        "--provider",
        Words.Of<ServiceOptions>(nameof(ServiceOptions.Provider)));

    private readonly Option<AuthenticationScheme> _scheme =
        Flags.Choice<AuthenticationScheme>("--auth-scheme", Words.Of<ServiceOptions>(nameof(ServiceOptions.Scheme)));

    public void AddTo(Command command)
    {
        command.Options.Add(_sandbox);
        command.Options.Add(_faults);
        command.Options.Add(_endpoint);
        command.Options.Add(_base);
        command.Options.Add(_provider);
        command.Options.Add(_scheme);
    }

    /// <summary>Starts the sandbox if it was requested; otherwise returns null.</summary>
    public SandboxServer? StartSandbox(ParseResult parsed) =>
        SandboxServer.StartIf(Options(parsed), parsed.GetValue(_faults) ?? [], TimeProvider.System);

    /// <summary>Returns the requested service.</summary>
    public ServiceTarget Resolve(ParseResult parsed) => ServiceTarget.FromEnvironment(Options(parsed));

    /// <summary>Returns the requested service for a plan: it is not asked for anything, and no sandbox is started.</summary>
    public ServiceTarget ResolveForPlan(ParseResult parsed)
    {
        SandboxChoice.Check(Options(parsed), parsed.GetValue(_faults) ?? []);
        return ServiceTarget.ForPlan(Options(parsed));
    }

    private ServiceOptions Options(ParseResult parsed) => new()
    {
        Sandbox = parsed.GetValue(_sandbox),
        Endpoint = parsed.GetValue(_endpoint),
        BaseAddress = parsed.GetValue(_base),
        Provider = parsed.GetValue(_provider),
        Scheme = parsed.GetResult(_scheme) is { Implicit: false } ? parsed.GetValue(_scheme) : null,
    };
}
