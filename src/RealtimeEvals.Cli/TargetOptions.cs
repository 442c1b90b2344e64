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
        Description = "Run against the embedded sandbox: no key, no network, no cost.",
    };

    private readonly Option<string[]> _faults = new("--sandbox-fault")
    {
        Description = $"Make the sandbox fail: {SandboxFault.Syntax}. Kinds: {string.Join(", ", SandboxFault.Kinds)}.",
        HelpName = "FAULT",
    };

    private readonly Option<string> _endpoint = new("--endpoint")
    {
        Description = "Address of the realtime service, used as it is; a bare host gets /v1/realtime. "
            + "Without it OPENAI_BASE_URL counts.",
        HelpName = "URI",
    };

    private readonly Option<string> _base = new("--base-url")
    {
        Description = "Address of all endpoints, such as https://api.openai.com/v1. Without it OPENAI_BASE_URL counts.",
        HelpName = "URI",
    };

    private readonly Option<ServiceProvider> _provider = Flags.Choice<ServiceProvider>(
        "--provider",
        "Whose service it is. "
            + "With azure AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY count, and the key travels in the header api-key.");

    private readonly Option<AuthenticationScheme> _scheme =
        Flags.Choice<AuthenticationScheme>("--auth-scheme", "How the key of the environment travels.");

    public void AddTo(Command command)
    {
        command.Options.Add(_sandbox);
        command.Options.Add(_faults);
        command.Options.Add(_endpoint);
        command.Options.Add(_base);
        command.Options.Add(_provider);
        command.Options.Add(_scheme);
    }

    /// <summary>The sandbox that was asked for, started; null when none was.</summary>
    public SandboxServer? StartSandbox(ParseResult parsed) =>
        SandboxServer.StartIf(Options(parsed), parsed.GetValue(_faults) ?? [], TimeProvider.System);

    /// <summary>The service that was asked for.</summary>
    public ServiceTarget Resolve(ParseResult parsed) => ServiceTarget.FromEnvironment(Options(parsed));

    private ServiceOptions Options(ParseResult parsed) => new()
    {
        Sandbox = parsed.GetValue(_sandbox),
        Endpoint = parsed.GetValue(_endpoint),
        BaseAddress = parsed.GetValue(_base),
        Provider = parsed.GetValue(_provider),
        Scheme = parsed.GetResult(_scheme) is { Implicit: false } ? parsed.GetValue(_scheme) : null,
    };
}
