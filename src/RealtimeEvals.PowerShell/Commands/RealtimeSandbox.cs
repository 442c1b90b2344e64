using System.Collections.Concurrent;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>A sandbox that runs in this process until it is stopped.</summary>
public sealed class RealtimeSandbox
{
    private static readonly ConcurrentDictionary<int, RealtimeSandbox> Running = new();

    private readonly SandboxServer _server;

    internal RealtimeSandbox(SandboxServer server, string fault, DateTimeOffset startedAt)
    {
        _server = server;
        Fault = fault;
        StartedAt = startedAt;
        Running[server.Port] = this;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => _server.Port;

    /// <summary>The address for the parameter -Endpoint of the commands of this module.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>The address for OPENAI_BASE_URL and for REST calls.</summary>
    public Uri BaseAddress => _server.Target.Rest!;

    /// <summary>The injected faults, separated by spaces; empty when there are none.</summary>
    public string Fault { get; }

    /// <summary>The start time, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether the sandbox is still listening.</summary>
    public bool IsRunning => Running.TryGetValue(Port, out RealtimeSandbox? current) && ReferenceEquals(current, this);

    /// <summary>Returns the sandbox of this process on a port; null when there is none.</summary>
    internal static RealtimeSandbox? Find(int port) => Running.GetValueOrDefault(port);

    /// <summary>Returns the sandboxes of this process, the oldest first.</summary>
    internal static IReadOnlyList<RealtimeSandbox> All() =>
        [.. Running.Values.OrderBy(sandbox => sandbox.StartedAt).ThenBy(sandbox => sandbox.Port)];

    /// <summary>Stops every sandbox of this process, without waiting.</summary>
    internal static void StopAll()
    {
        foreach (RealtimeSandbox sandbox in Running.Values) _ = sandbox.StopAsync();
    }

    /// <summary>Stops listening and ends all sessions.</summary>
    internal Task StopAsync()
    {
        Running.TryRemove(KeyValuePair.Create(Port, this));
        return _server.DisposeAsync().AsTask();
    }

    /// <summary>Returns the address for -Endpoint.</summary>
    public override string ToString() => Endpoint.ToString();
}
