using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Three simulations, held twice each on the sandbox, of which one fails. They are held once and never changed.</summary>
public sealed class FinishedConversations : IAsyncLifetime, IFinishedRun
{
    private readonly ConversationSetup _setup = new ConversationSetup().Use("refund", "change_of_mind", "private_details");

    public string RunPath => _setup.RunPath;

    public string DataPath => Path.GetDirectoryName(_setup.Options.DataPath)!;

    public IReadOnlyList<object> Results { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _setup.Options = _setup.Options with { Trials = 2 };
        Results = await _setup.RunAsync();
    }

    public ValueTask DisposeAsync() => _setup.DisposeAsync();
}
