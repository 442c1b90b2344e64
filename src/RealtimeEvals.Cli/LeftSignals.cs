using System.Runtime.InteropServices;

namespace RealtimeEvals.Cli;

/// <summary>
/// Leaves the signals of a terminal to the program that started this one: a terminal sends them to both, though Ctrl+C is meant for what
/// that program is doing. The signal that asks this process to end is heard.
/// </summary>
internal sealed class LeftSignals : IDisposable
{
    private static readonly PosixSignal[] OfTerminal = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _end;
    private readonly PosixSignalRegistration[] _registrations;

    public LeftSignals(CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            .. OfTerminal.Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                _end.Cancel();
            }),
        ];
    }

    /// <summary>Cancelled when this process is asked to end.</summary>
    public CancellationToken Token => _end.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _end.Dispose();
    }
}
