namespace RealtimeEvals.Model;

/// <content>Errors of runs that are kept, moved and proved.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a run that a newer version of the product wrote.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="version">The version of its format.</param>
    /// <param name="known">The newest version that can be read.</param>
    public static EvalException RunIsNewer(string path, int version, int known) => new(
        nameof(RunIsNewer), ErrorKind.Data,
        FormattableString.Invariant($"The run in '{path}' has the format {version}, and this version of the product reads up to {known}."),
        "Install the newest version of the product; the run is left as it is.", path);

    /// <summary>Returns the error for a certificate that cannot sign, or cannot be read.</summary>
    /// <param name="certificate">Its file or its subject.</param>
    /// <param name="why">What is wrong with it, without secrets.</param>
    /// <param name="cause">The cause, if there is one.</param>
    public static EvalException CertificateUnusable(string certificate, string why, Exception? cause = null) => new(
        nameof(CertificateUnusable), ErrorKind.Usage, $"The certificate '{certificate}' cannot be used: {why?.TrimEnd('.')}.",
        "Give a certificate in PEM, DER or PKCS#12; to sign, one with its private key, which may be in a PEM file of its own.",
        certificate, cause);

    /// <summary>Returns the error for a run that is not signed, because nobody should vouch for it.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="problems">A sentence for each reason.</param>
    public static EvalException RunNotSigned(string path, IReadOnlyList<string> problems) => new(
        nameof(RunNotSigned), ErrorKind.Data, $"The run in '{path}' is not signed: {string.Join(" ", problems)}",
        "Sign a run that is completed and as it was left; a signature that is there has to be replaced expressly.", path);

    /// <summary>Returns the error for a run that could not be removed or renamed.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="cause">What happened.</param>
    public static EvalException RunNotMoved(string path, Exception cause) => new(
        nameof(RunNotMoved), ErrorKind.Storage, $"The folder '{path}' could not be removed or renamed: {cause?.Message}",
        "Mend the rights of the folder, or close the program that has a file of it open, and try again.", path, cause);
}
