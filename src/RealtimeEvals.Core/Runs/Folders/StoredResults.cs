using System.Collections;
using System.Text.Json;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>Results of a journal, read from it each time they are enumerated.</summary>
/// <typeparam name="T">The type of a result.</typeparam>
/// <param name="path">The absolute path of the journal.</param>
/// <param name="places">Where the results stand, in their order.</param>
internal sealed class StoredResults<T>(string path, IReadOnlyList<StoredPlace> places) : IReadOnlyCollection<T>
{
    public int Count => places.Count;

    public IEnumerator<T> GetEnumerator()
    {
        if (places.Count == 0) yield break;
        using FileStream journal = Open();
        foreach (StoredPlace place in places) yield return ReadAt(journal, place);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private FileStream Open()
    {
        try
        {
            return PlainFile.Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
    }

    private T ReadAt(FileStream journal, StoredPlace place)
    {
        try
        {
            return JournalEntry.ReadAt<T>(journal.SafeFileHandle, place);
        }
        catch (JsonException exception)
        {
            throw JournalEntry.Unreadable(path, null, exception);
        }
        catch (IOException exception)
        {
            throw Unreadable(exception);
        }
    }

    private EvalException Unreadable(Exception exception) => EvalErrors.InvalidInput(
        [new DataProblem(path, null, null, $"it cannot be read ({exception.Message})", "the journal of a run")]);
}
