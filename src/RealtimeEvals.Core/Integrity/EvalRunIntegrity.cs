using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Integrity;

/// <summary>Whether a run is as it was left, and who vouches for it.</summary>
public sealed record EvalRunIntegrity
{
    /// <summary>The id of the run; the name of its folder when run.json cannot be read.</summary>
    public required string RunId { get; init; }

    /// <summary>The name of the run, which is that of its folder; it differs from the id when the run was renamed.</summary>
    public string Name => Path.GetFileName(RunPath) is { Length: > 0 } name ? name : RunId;

    /// <summary>
    /// Whether nothing was found that is not as the run left it. Where a certificate was given, its signature has to be valid too.
    /// </summary>
    public bool IsIntact { get; init; }

    /// <summary>
    /// Whether it is intact and had come to an end of its own, so that everything of it could be checked. One that was interrupted has no
    /// hashes yet, and can be intact without it.
    /// </summary>
    public bool IsSealed => IsIntact && State is not (null or RunState.Running or RunState.Interrupted);

    /// <summary>Where the run stands; null when run.json cannot be read.</summary>
    public RunState? State { get; init; }

    /// <summary>Number of cases with a result in the journal.</summary>
    public int Cases { get; init; }

    /// <summary>The first line of the journal, from 1, that is not as the run wrote it; null when there is none.</summary>
    public int? FirstBrokenLine { get; init; }

    /// <summary>A sentence for each thing that is not as the run left it.</summary>
    public ValueList<string> Problems { get; init; } = ValueList<string>.Empty;

    /// <summary>A sentence for each thing to look at that breaks nothing, such as a certificate that has ended.</summary>
    public ValueList<string> Warnings { get; init; } = ValueList<string>.Empty;

    /// <summary>What became of the signature: None, Untrusted, Valid or Invalid.</summary>
    public SignatureState Signature { get; init; }

    /// <summary>The subject of the certificate that signed; empty when there is none.</summary>
    public string Signer { get; init; } = "";

    /// <summary>When the run was signed, as the signer says; null when it was not.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The folder of the run.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>Whether run.json and the journal could be read at all.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>Returns the name, whether it is intact, and the signature on one line.</summary>
    public override string ToString() =>
        VisibleText.Of($"{Name}: {(IsIntact ? "intact" : "not intact")}, signature {Signature.ToString().ToLowerInvariant()}");
}

/// <summary>What became of the signature of a run.</summary>
public enum SignatureState
{
    /// <summary>The run is not signed.</summary>
    None = 0,

    /// <summary>It is signed, and nobody vouches for the signer: no certificate was given, or another one.</summary>
    Untrusted,

    /// <summary>It is signed by the certificate that was given, and is what was signed.</summary>
    Valid,

    /// <summary>The signature does not fit, or the run is not what was signed.</summary>
    Invalid,
}
