using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Integrity;

/// <summary>Signs a completed run, so that others can tell whether its evidence is what the signer had before them.</summary>
/// <param name="time">The clock.</param>
public sealed class RunProtection(TimeProvider time)
{
    /// <summary>Writes the signed statement into the folder of a run.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="certificate">The certificate with its private key.</param>
    /// <param name="replaces">Whether a statement that is there is replaced.</param>
    /// <returns>The run, checked with that certificate.</returns>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>RunIsNewer</c>, <c>RunInUse</c>. <c>RunNotSigned</c>: the run is not completed, not intact, or signed
    /// already.
    /// <c>CertificateUnusable</c>: it has no usable private key, or its time is over or still to come. <c>EvidenceNotWritten</c>.
    /// </exception>
    public EvalRunIntegrity Protect(string runPath, X509Certificate2 certificate, bool replaces)
    {
        ArgumentNullException.ThrowIfNull(runPath);
        ArgumentNullException.ThrowIfNull(certificate);
        DateTimeOffset now = time.GetUtcNow();
        if (now.UtcDateTime < certificate.NotBefore.ToUniversalTime() || now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            throw EvalErrors.CertificateUnusable(certificate.Subject, "its time is over or still to come");
        }

        var folder = new RunFolder(runPath);
        string[] problems = [.. FindProblems(runPath, File.Exists(folder.PathOf(EvidenceList.StatementName)) && !replaces)];
        if (problems.Length > 0) throw EvalErrors.RunNotSigned(runPath, problems);
        RunManifest manifest = RunStores.Find(runPath)!.Manifest;
        byte[] payload = RunStatement.Write(manifest, HarnessKinds.Summarize(runPath), runPath, now);
        byte[] signature = RunSignature.Sign(certificate, DsseEnvelope.Encode(RunStatement.PayloadType, payload));
        var envelope = new DsseEnvelope(
            RunStatement.PayloadType, payload, RunSignature.KeyId(certificate), signature, certificate.ExportCertificatePem());
        folder.Write(EvidenceList.StatementName, envelope.ToFile());
        return new RunVerification(time).Check(runPath, certificate);
    }

    private IEnumerable<string> FindProblems(string runPath, bool isSigned)
    {
        EvalRunIntegrity run = new RunVerification(time) { SkipsStatement = true }.Check(runPath);
        if (RunStores.IsHeld(runPath)) throw EvalErrors.RunInUse(run.RunId, runPath);
        if (isSigned) yield return "it is signed already.";
        if (run.State != RunState.Completed) yield return "it is not completed.";
        foreach (string problem in run.Problems) yield return problem;
    }
}
