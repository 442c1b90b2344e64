using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Files;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Integrity;

/// <summary>Holds a stored run against what it recorded of itself, and against the statement that somebody signed.</summary>
/// <param name="time">The clock.</param>
public sealed class RunVerification(TimeProvider time)
{
    private const int MostFiles = 20;

    /// <summary>Whether the signed statement is left out of account, because it is about to be replaced.</summary>
    internal bool SkipsStatement { get; init; }

    /// <summary>
    /// Checks a run: the chain of its journal, the hashes of its files, counts and times, and its signature. What is wrong is told, not
    /// thrown.
    /// </summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="trusted">The certificate that has to have signed the run, or its root; null to trust nobody.</param>
    /// <exception cref="EvalException"><c>RunNotFound</c>: there is no run. <c>RunIsNewer</c>.</exception>
    public EvalRunIntegrity Check(string runPath, X509Certificate2? trusted = null)
    {
        ArgumentNullException.ThrowIfNull(runPath);
        if (!RunStores.IsRun(runPath)) throw EvalErrors.RunNotFound(runPath);
        if (RunStores.Find(runPath) is not IStoredRun stored)
        {
            return new EvalRunIntegrity
            {
                RunId = Path.GetFileName(runPath),
                RunPath = runPath,
                IsReadable = false,
                Problems = new(["run.json cannot be read."]),
            };
        }

        RunManifest manifest = stored.Manifest;
        RunEvidence evidence = StoredRunEvidence.Read(runPath);
        var problems = new List<string>(evidence.Findings.Where(finding => IsBreak(finding, manifest)).Select(finding => finding.Message));
        int? broken = FindBrokenLine(stored, problems);
        problems.AddRange(FindFiles(runPath, manifest));
        RunStatement statement = SkipsStatement
            ? new RunStatement()
            : RunStatement.Check(runPath, manifest.RunId, trusted, time.GetUtcNow());
        problems.AddRange(statement.Problems);
        return new EvalRunIntegrity
        {
            RunId = manifest.RunId,
            RunPath = runPath,
            State = manifest.State == RunState.Running && !RunStores.IsHeld(runPath) ? RunState.Interrupted : manifest.State,
            Cases = evidence.Cases.Count,
            FirstBrokenLine = broken,
            IsIntact = problems.Count == 0,
            IsReadable = !evidence.Findings.Any(finding => finding.Reason == GateReason.EvidenceUnreadable),
            Problems = new(problems.Distinct(StringComparer.Ordinal)),
            Warnings = new(statement.Warnings),
            Signature = statement.State,
            Signer = statement.Signer,
            SignedAt = statement.SignedAt,
        };
    }

    /// <summary>
    /// Whether a finding means that the run is not as it was left. A run that did not come to its end has no hashes yet and not all cases;
    /// only its journal can be checked.
    /// </summary>
    private static bool IsBreak(GateFinding finding, RunManifest manifest) => finding.Reason switch
    {
        GateReason.UnfinishedRun or GateReason.NoEvidence or GateReason.EmptyRun => false,
        GateReason.CountsDiffer => manifest.State == RunState.Completed,
        GateReason.EvidenceChanged => manifest.State != RunState.Running
            || !finding.Message.StartsWith("run.json has no hash", StringComparison.Ordinal),
        _ => true,
    };

    private static int? FindBrokenLine(IStoredRun stored, List<string> problems)
    {
        try
        {
            int rows = 0;
            RunIntegrity integrity = stored.Inspect(_ => rows++);
            if (integrity.ChangedRow > 0) return integrity.ChangedRow;
            if (stored.Manifest.State == RunState.Running || !EndsInTheMiddle(Path.Combine(stored.Path, Journal.FileName))) return null;
            problems.Add(FormattableString.Invariant($"line {rows + 1} of {Journal.FileName} is cut off."));
            return rows + 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The evidence says so already.
            return null;
        }
    }

    private static bool EndsInTheMiddle(string path)
    {
        using FileStream file = PlainFile.Open(path);
        if (file.Length == 0) return false;
        file.Position = file.Length - 1;
        return file.ReadByte() != '\n';
    }

    /// <summary>Names the first files that are not as the run left them, and the number of the others.</summary>
    private static List<string> FindFiles(string runPath, RunManifest manifest)
    {
        if (manifest.State != RunState.Running && manifest.EvidenceSha256.GetValueOrDefault(EvidenceList.FileName, "").Length == 0)
        {
            return [$"run.json has no hash of {EvidenceList.FileName}, so that event logs and recordings cannot be checked."];
        }

        var found = new List<string>();
        int more = 0;
        foreach (string change in EvidenceList.FindChanges(runPath, manifest))
        {
            if (found.Count < MostFiles) found.Add(change);
            else more++;
        }

        if (more > 0) found.Add(FormattableString.Invariant($"{more} more files are not as the run left them."));
        return found;
    }
}
