namespace RealtimeEvals.Benchmarks.Load;

/// <summary>One session of a load, whoever's client holds it.</summary>
internal interface ILoadSession : IAsyncDisposable
{
    /// <summary>Connects and configures.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Speaks in real time, asks for a response and hears it to its end.</summary>
    Task TurnAsync(ReadOnlyMemory<byte> speech, CancellationToken cancellationToken);
}
