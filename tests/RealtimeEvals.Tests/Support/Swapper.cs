namespace RealtimeEvals.Tests.Support;

/// <summary>Gives a file, over and over, one content and then the other, each whole by a rename, until it is disposed.</summary>
public sealed class Swapper : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public Swapper(string path, byte[] one, byte[] other) => _work = Task.Factory.StartNew(
        () =>
        {
            string temporary = path + ".swap";
            for (bool isOne = true; !_stop.IsCancellationRequested; isOne = !isOne)
            {
                File.WriteAllBytes(temporary, isOne ? one : other);
                File.Move(temporary, path, overwrite: true);
                Swaps++;
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public int Swaps { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _stop.Dispose();
    }
}
