using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Integrity;

/// <summary>
/// The signed statement about a run: an in-toto Statement, version 1 (github.com/in-toto/attestation), whose subjects are the files of the
/// evidence with their SHA-256, and whose predicate says what the run came to.
/// </summary>
internal sealed record RunStatement
{
    /// <summary>The media type of the payload.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "https://www.powershellgallery.com/packages/RealtimeEvals#run-v1";

    /// <summary>What became of the signature.</summary>
    public SignatureState State { get; init; }

    /// <summary>The subject of the certificate that signed; empty when there is none.</summary>
    public string Signer { get; init; } = "";

    /// <summary>When the run was signed, as the signer says; null when that is not known.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Why the run or its statement is not to be relied on.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Returns the payload of a statement.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="summary">What the run came to.</param>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="now">When the statement is made.</param>
    public static byte[] Write(RunManifest manifest, EvalRunSummary summary, string runPath, DateTimeOffset now)
    {
        IEnumerable<string> names =
        [
            RunManifest.FileName, .. EvidenceFiles.Names, EvidenceList.FileName, .. EvidenceList.Read(runPath)?.Keys ?? [],
        ];
        JsonNode[] subjects =
        [
            .. names.Where(name => File.Exists(PathOf(runPath, name))).Select(name => new JsonObject
            {
                ["name"] = name,
                ["digest"] = new JsonObject { ["sha256"] = FileHash.OfFile(PathOf(runPath, name)) },
            }),
        ];
        var statement = new JsonObject
        {
            ["_type"] = StatementType,
            ["subject"] = new JsonArray(subjects),
            ["predicateType"] = PredicateType,
            ["predicate"] = new JsonObject
            {
                ["run_id"] = manifest.RunId,
                ["signed_at"] = now,
                ["result"] = JsonSerializer.SerializeToNode(summary with { RunPath = "" }, RunJson.Line),
                ["provenance"] = JsonSerializer.SerializeToNode(manifest.Provenance, RunJson.Line),
            },
        };
        return Encoding.UTF8.GetBytes(statement.ToJsonString(RunJson.Line));
    }

    /// <summary>Checks the statement in the folder of a run.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="runId">The id of the run.</param>
    /// <param name="trusted">The certificate that has to have signed, or its root; null to trust nobody.</param>
    /// <param name="now">The time by which the certificate's dates are looked at.</param>
    public static RunStatement Check(string runPath, string runId, X509Certificate2? trusted, DateTimeOffset now)
    {
        string path = PathOf(runPath, EvidenceList.StatementName);
        if (!File.Exists(path))
        {
            return new RunStatement { Problems = trusted is null ? [] : ["the run is not signed."] };
        }

        try
        {
            DsseEnvelope envelope = DsseEnvelope.Parse(PlainFile.Read(path, InputLimits.SummaryBytes));
            using X509Certificate2 own = X509Certificate2.CreateFromPem(envelope.Certificate);
            return Check(runPath, runId, envelope, own, trusted, now);
        }
        catch (Exception exception) when (
            exception is JsonException or CryptographicException or IOException or UnauthorizedAccessException
                or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            return Broken("", $"{EvidenceList.StatementName} cannot be read: {exception.Message}");
        }
    }

    private static RunStatement Check(
        string runPath, string runId, DsseEnvelope envelope, X509Certificate2 own, X509Certificate2? trusted, DateTimeOffset now)
    {
        string signer = own.Subject;
        if (envelope.PayloadType != PayloadType
            || !RunSignature.Fits(own, DsseEnvelope.Encode(envelope.PayloadType, envelope.Payload), envelope.Signature))
        {
            return Broken(signer, $"{EvidenceList.StatementName} is not as it was signed.");
        }

        JsonElement statement = StrictJson.Parse(envelope.Payload);
        JsonElement predicate = statement.GetProperty("predicate");
        var problems = new List<string>(FindSubjects(runPath, statement));
        if (predicate.GetProperty("run_id").GetString() != runId) problems.Add("the signed statement is about another run.");
        bool isBroken = problems.Count > 0;
        bool isTrusted = trusted is not null && RunSignature.IsTrusted(own, trusted);
        if (trusted is not null && !isTrusted)
        {
            problems.Add($"the run is signed by '{signer}', for whom the given certificate does not vouch.");
        }

        return new RunStatement
        {
            State = isBroken ? SignatureState.Invalid : isTrusted ? SignatureState.Valid : SignatureState.Untrusted,
            Signer = signer,
            SignedAt = predicate.GetProperty("signed_at").GetDateTimeOffset(),
            Problems = problems,
            Warnings = [.. FindDates(own, now)],
        };
    }

    private static IEnumerable<string> FindSubjects(string runPath, JsonElement statement)
    {
        if (statement.GetProperty("_type").GetString() != StatementType
            || statement.GetProperty("predicateType").GetString() != PredicateType)
        {
            yield return "the signed statement is of another kind.";
        }

        var signed = statement.GetProperty("subject").EnumerateArray().ToDictionary(
            subject => subject.GetProperty("name").GetString() ?? "",
            subject => subject.GetProperty("digest").GetProperty("sha256").GetString() ?? "",
            StringComparer.Ordinal);
        foreach (string name in EvidenceFiles.Names.Append(RunManifest.FileName).Where(name => !signed.ContainsKey(name)))
        {
            yield return $"the signed statement does not name {name}.";
        }

        foreach ((string name, string sha256) in signed)
        {
            if (EvidenceList.FindProblem(runPath, name, sha256, "as it was signed") is string problem) yield return problem;
        }
    }

    private static IEnumerable<string> FindDates(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
        {
            DateTime end = certificate.NotAfter.ToUniversalTime();
            yield return FormattableString.Invariant($"the certificate of the signer ended on {end:yyyy-MM-dd}.");
        }

        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            DateTime begin = certificate.NotBefore.ToUniversalTime();
            yield return FormattableString.Invariant($"the certificate of the signer begins on {begin:yyyy-MM-dd}.");
        }
    }

    private static RunStatement Broken(string signer, string problem) =>
        new() { State = SignatureState.Invalid, Signer = signer, Problems = [problem] };

    private static string PathOf(string runPath, string name) =>
        Path.GetFullPath(name.Replace('/', Path.DirectorySeparatorChar), runPath);
}
