namespace RealtimeEvals.Tests.Support;

/// <summary>A run that came to its end, for tests that copy it and change the copy.</summary>
public interface IFinishedRun
{
    /// <summary>The folder of the run.</summary>
    string RunPath { get; }

    /// <summary>The data file, or the folder of the simulations.</summary>
    string DataPath { get; }

    /// <summary>The results as the run gave them.</summary>
    IReadOnlyList<object> Results { get; }
}
