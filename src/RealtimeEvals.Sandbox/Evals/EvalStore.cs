using System.Collections.Concurrent;
using RealtimeEvals.Sandbox.Http;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>The files, evaluations and runs of one sandbox, kept in memory.</summary>
internal sealed class EvalStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredEval> _evals = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>The ids of the files and evaluations that have not been deleted.</summary>
    public IReadOnlyCollection<string> Ids => [.. _files.Keys.Concat(_evals.Keys).Order(StringComparer.Ordinal)];

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public StoredFile Add(FileRequest request)
    {
        var file = new StoredFile(FormattableString.Invariant($"file-sandbox_{Interlocked.Increment(ref _made)}"), Now, request);
        _files[file.Id] = file;
        return file;
    }

    public StoredEval Add(EvalRequest request)
    {
        var eval = new StoredEval(Interlocked.Increment(ref _made), Now, request);
        _evals[eval.Id] = eval;
        return eval;
    }

    public StoredEvalRun Add(StoredEval eval, RunRequest request, IReadOnlyList<EvalRow> rows)
    {
        var run = new StoredEvalRun(FormattableString.Invariant($"evalrun_sandbox_{Interlocked.Increment(ref _made)}"), Now, request, rows);
        eval.Runs[run.Id] = run;
        return run;
    }

    /// <summary>Finds a file.</summary>
    /// <exception cref="ProtocolException">It does not exist.</exception>
    public StoredFile File(string id) => _files.TryGetValue(id, out StoredFile? file) ? file : throw Missing("file", id, "id");

    /// <summary>Finds an evaluation.</summary>
    /// <exception cref="ProtocolException">It does not exist.</exception>
    public StoredEval Eval(string id) => _evals.TryGetValue(id, out StoredEval? eval) ? eval : throw Missing("eval", id, "eval_id");

    /// <summary>Finds a run.</summary>
    /// <exception cref="ProtocolException">The run or its evaluation does not exist.</exception>
    public StoredEvalRun Run(string evalId, string id) =>
        Eval(evalId).Runs.TryGetValue(id, out StoredEvalRun? run) ? run : throw Missing("run", id, "run_id");

    /// <summary>Deletes a file.</summary>
    /// <exception cref="ProtocolException">It does not exist.</exception>
    public void DeleteFile(string id)
    {
        if (!_files.TryRemove(id, out _)) throw Missing("file", id, "id");
    }

    /// <summary>Deletes an evaluation with its runs.</summary>
    /// <exception cref="ProtocolException">It does not exist.</exception>
    public void DeleteEval(string id)
    {
        if (!_evals.TryRemove(id, out _)) throw Missing("eval", id, "eval_id");
    }

    /// <summary>Deletes a run.</summary>
    /// <exception cref="ProtocolException">The run or its evaluation does not exist.</exception>
    public void DeleteRun(string evalId, string id)
    {
        if (!Eval(evalId).Runs.TryRemove(id, out _)) throw Missing("run", id, "run_id");
    }

    private static ProtocolException Missing(string what, string id, string param) =>
        new(HttpReply.NotFound, $"No such {what}: '{id}'.", param);
}
