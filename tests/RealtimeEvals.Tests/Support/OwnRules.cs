using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A sandbox with rules of the test's own: it greets, looks things up, says again what it said, and parrots where the instructions say so.
/// </summary>
public sealed class OwnRules : IAsyncDisposable
{
    private const string Ends = """ "otherwise":{"says":"Pardon?"},"inaudible":{"says":"Louder."},"after_tool":{"says":"Done."} """;

    private readonly TemporaryFolder _folder = new();

    public OwnRules(params string[] faults)
    {
        _folder.Write("any.json", """
            {"rules":[
              {"name":"found","output":"\"found\":\"(?<what>[^\"]+)\"","says":"I found {what}."},
              {"name":"twice","hears":"\\blook twice\\b","says":"",
            """ + """
            "calls":[{"name":"look","arguments":{"id":"1"}},{"name":"look","arguments":{"id":"2"}}]},
              {"name":"look","hears":"\\blook\\b","says":"Looking.","calls":[{"name":"look","arguments":{"id":"7"}}]},
              {"name":"again","hears":"\\bagain\\b","said":"(?<last>.+)","says":"I said: {last}"},
              {"name":"hi","hears":"\\bhi\\b","says":"Hello."}],
            """ + Ends + "}");
        _folder.Write(
            "parrot.json",
            """{"when":"\\bparrot (?<name>\\w+)\\b","rules":[{"name":"all","hears":"(?<all>[\\s\\S]+)","says":"{name}: {all}"}],"""
            + Ends + "}");
        Sandbox = TestSandbox.Start(new SandboxOptions { RulesPath = _folder.Path }, faults);
    }

    public SandboxServer Sandbox { get; }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
