namespace RealtimeEvals.Runs;

/// <summary>Makes what people look at from a run that has ended: its pictures and its report.</summary>
public interface IRunPages
{
    /// <summary>The folder of the pictures in that of the run.</summary>
    const string PlotFolder = "plots";

    /// <summary>The name of the report in the folder of the run.</summary>
    const string ReportName = "report.html";

    /// <summary>Writes pictures and report into the folder of the run, from the evidence that is in it.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="hasPlots">Whether there are pictures, as files and in the report.</param>
    /// <param name="cancellationToken">Cancels the drawing.</param>
    /// <returns>A sentence for each thing that could not be made. It never is the reason of an exception.</returns>
    IReadOnlyList<string> Write(RunFolder folder, bool hasPlots, CancellationToken cancellationToken);
}
