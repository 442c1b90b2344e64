using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RealtimeEvals.Integrity;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals verify</c>: tells whether a stored run is as it was left, and who signed it.</summary>
internal static class VerifyVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = StoredRuns.Description };

    private static readonly Option<string> Certificate = new("--certificate-path", "--certificate")
    {
        Description = Words.WithDefault<SignerOptions>(nameof(SignerOptions.CertificatePath)),
        HelpName = "FILE",
    };

    private static readonly Option<bool> Json = Switch("--json", "Writes the result as JSON.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Tells whether a stored run is as it was left, and who signed it.";

    public static Command Create()
    {
        var command = new Command("verify", Summary)
        {
            Run,
            StoredRuns.ResultsDir,
            Certificate,
            Json,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    /// <summary>Writes what was found about a run.</summary>
    public static async Task WriteAsync(EvalRunIntegrity run, bool json)
    {
        if (json)
        {
            await Terminal.Output.JsonAsync(JsonSerializer.Serialize(run, RunJson.Indented));
            return;
        }

        foreach (string problem in run.Problems) await Terminal.Output.WrappedAsync($"  {problem}");
        foreach (string warning in run.Warnings) await Terminal.Output.WrappedAsync($"  warning: {warning}");
        string signer = run.Signer.Length > 0 ? $" ({run.Signer})" : "";
        await Terminal.Output.LineAsync($"{run}{signer}.");
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string path = StoredRuns.Find(parsed, parsed.GetValue(Run)!);
        using X509Certificate2? trusted =
            parsed.GetValue(Certificate) is { Length: > 0 } file ? SigningCertificate.Read(FullPath(file)) : null;
        EvalRunIntegrity run = new RunVerification(TimeProvider.System).Check(path, trusted);
        await WriteAsync(run, parsed.GetValue(Json));
        return run.IsSealed ? ExitCode.Success : run.IsReadable ? ExitCode.GateNotPassed : ExitCode.Infrastructure;
    }
}
