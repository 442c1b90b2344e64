using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>A copy of the sandbox's rules, in which a test puts its own rules before the others.</summary>
public sealed class SandboxRules : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SandboxRules()
    {
        Directory.CreateDirectory(_folder.PathOf("judge"));
        IEnumerable<string> names = Directory.GetFiles(ProductData.PathOf("sandbox"), "*.json").Select(path => Path.GetFileName(path));
        foreach (string name in names.Append(Path.Combine("judge", "rules.json")))
            File.Copy(ProductData.PathOf("sandbox", name), _folder.PathOf(name));
    }

    /// <summary>A sandbox with these rules.</summary>
    public SandboxOptions Options => new() { RulesPath = _folder.Path };

    /// <summary>
    /// The caller of the simulation <c>refund</c> says this in its second turn and after it; <c>{line}</c> is what it said last.
    /// </summary>
    public SandboxRules CallerSays(string line) =>
        Put("caller-tobias.json", """\nUser: (?<line>[^\n]+)\nAssistant: [^\n]*\nNext user response:\z""", line);

    /// <summary>The caller of the simulation <c>refund</c> says this instead of its first line.</summary>
    public SandboxRules CallerBegins(string line) => Put("reader.json", "\\bThe table lamp I bought\\b", line);

    /// <summary>The agent answers in this way where it hears that.</summary>
    public SandboxRules AgentAnswers(string hears, string says) => Put("larkspur-agent.json", hears, says);

    /// <summary>The agent looks up order LK-1001 whatever a tool gives.</summary>
    public SandboxRules AgentCallsForEver() => Add("larkspur-agent.json", new JsonObject
    {
        ["name"] = "for-ever",
        ["output"] = "[\\s\\S]",
        ["says"] = "",
        ["calls"] = new JsonArray(
            new JsonObject { ["name"] = "get_order_status", ["arguments"] = new JsonObject { ["order_id"] = "LK-1001" } }),
    });

    /// <summary>The judge gives every trace this grade.</summary>
    public SandboxRules JudgeSays(int grade) =>
        Add(
            Path.Combine("judge", "rules.json"),
            new JsonObject { ["name"] = "as-told", ["matches"] = "\\nConversation:", ["grade"] = grade, ["rationale"] = "as told." });

    public void Dispose() => _folder.Dispose();

    private SandboxRules Put(string file, string hears, string says) =>
        Add(file, new JsonObject { ["name"] = "of-the-test", ["hears"] = hears, ["says"] = says });

    private SandboxRules Add(string file, JsonObject rule)
    {
        JsonNode content = JsonNode.Parse(File.ReadAllText(_folder.PathOf(file)))!;
        content["rules"]!.AsArray().Insert(0, rule);
        _folder.Write(file, content.ToJsonString());
        return this;
    }
}
