using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>A place that keeps runs. Each run has an id and a path by which users name it.</summary>
internal interface IRunStore
{
    /// <summary>The ids of all runs, in no particular order.</summary>
    IEnumerable<string> Ids { get; }

    /// <summary>Returns the absolute path of a run, whether or not it exists.</summary>
    /// <param name="runId">The id of the run.</param>
    string PathOf(string runId);

    /// <summary>Whether there is a run with this id, readable or not.</summary>
    /// <param name="runId">The id of the run.</param>
    bool Contains(string runId);

    /// <summary>Whether the id is in use, by a run or by anything else.</summary>
    /// <param name="runId">The id of a run.</param>
    bool IsTaken(string runId);

    /// <summary>Whether a process is writing the run.</summary>
    /// <param name="runId">The id of the run.</param>
    bool IsHeld(string runId);

    /// <summary>Whether <see cref="Resume"/> finds a run.</summary>
    /// <param name="runId">The id of the run.</param>
    bool CanResume(string runId);

    /// <summary>Makes room for a new run and holds it for this process.</summary>
    /// <param name="runId">The id of the run, safe as a file name.</param>
    /// <param name="replace">Whether an existing run with that id is deleted first.</param>
    /// <exception cref="EvalException"><c>RunExists</c>, <c>NotARunFolder</c>, <c>RunInUse</c> or <c>ResultsNotWritable</c>.</exception>
    IRunWriter Create(string runId, bool replace);

    /// <summary>Holds an existing run for this process, even one that died before it was begun; returns null when there is none.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <exception cref="EvalException"><c>RunInUse</c>, <c>NotARunFolder</c> or <c>ResultsNotWritable</c>.</exception>
    IRunWriter? Resume(string runId);

    /// <summary>Removes a run with all its files.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="forget">Called when the run is held and can be removed, before its first file goes.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>RunInUse</c>, <c>LinkInRunFolder</c>, or <c>RunNotMoved</c>: a file cannot be deleted.
    /// </exception>
    void Remove(string runId, Action forget);

    /// <summary>Gives a run another id. Its files, the id in its manifest included, stay as they are.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="newId">The new id, safe as a file name.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>RunExists</c>, <c>RunInUse</c>, <c>LinkInRunFolder</c>, or <c>RunNotMoved</c>: the folder cannot be renamed.
    /// </exception>
    void Rename(string runId, string newId);

    /// <summary>Returns a run to read, which another process may be writing; null when there is none that can be read.</summary>
    /// <param name="runId">The id of the run.</param>
    IStoredRun? Find(string runId);
}
