using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using RealtimeEvals.Integrity;
using RealtimeEvals.Realtime;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals protect</c>: signs a completed run.</summary>
internal static class ProtectVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };

    private static readonly Option<string> Certificate = new("--certificate-path", "--certificate")
    {
        Description = Words.WithDefault<SignerOptions>(nameof(SignerOptions.CertificatePath)),
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> PrivateKey = new("--private-key-path", "--private-key")
    {
        Description = Words.WithDefault<SignerOptions>(nameof(SignerOptions.PrivateKeyPath)),
        HelpName = "FILE",
    };

    private static readonly Option<bool> Force = Switch("--force", Words.Of<SignerOptions>(nameof(SignerOptions.Force)));

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary =
        $"Signs a completed run. The password of the key, if it has one, is taken from {ServiceEnvironment.CertificatePasswordName}.";

    public static Command Create()
    {
        var command = new Command("protect", Summary)
        {
            Run,
            StoredRuns.ResultsDir,
            Certificate,
            PrivateKey,
            Force,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string path = StoredRuns.Find(parsed, parsed.GetValue(Run)!);
        string keyPath = parsed.GetValue(PrivateKey) is { Length: > 0 } given ? FullPath(given) : "";
        using X509Certificate2 signer =
            SigningCertificate.Read(FullPath(parsed.GetValue(Certificate)!), keyPath, ServiceEnvironment.CertificatePassword);
        await VerifyVerb.WriteAsync(new RunProtection(TimeProvider.System).Protect(path, signer, parsed.GetValue(Force)), json: false);
        return ExitCode.Success;
    }
}
