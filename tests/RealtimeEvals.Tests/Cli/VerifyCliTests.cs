using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The verbs verify and protect, as processes.</summary>
public sealed class VerifyCliTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly CliFolder _folder = new();

    [Fact(Timeout = 600_000)]
    public async Task Run_is_signed_verified_and_found_out_when_it_was_changed()
    {
        using X509Certificate2 signer = Certificates.Of("CN=Desk");
        await File.WriteAllBytesAsync(
            _folder.PathOf("desk.pfx"), signer.Export(X509ContentType.Pkcs12, Password), TestContext.Current.CancellationToken);
        _folder.Write("desk.pem", signer.ExportCertificatePem());
        await _folder.CrawlAsync("--sandbox", "--max-examples", "2", "--run-name", "demo");
        var secret = new Dictionary<string, string> { ["REALTIME_EVALS_CERTIFICATE_PASSWORD"] = Password };

        (int unsigned, _, _) = await _folder.RunAsync("verify", "demo", "--certificate", "desk.pem");
        (int locked, _, string why) = await _folder.RunAsync("protect", "demo", "--certificate", "desk.pfx");
        (int signed, string said, string error) = await Support.Cli.RunAsync(
            _folder.Path, secret, "protect", "demo", "--certificate", "desk.pfx");
        (int valid, string json, _) = await _folder.RunAsync("verify", "results/demo", "--certificate", "desk.pem", "--json");
        string journal = _folder.PathOf("results", "demo", "journal.jsonl");
        string[] lines = await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(journal, lines[1..], TestContext.Current.CancellationToken);
        (int changed, string found, _) = await _folder.RunAsync("verify", "demo");
        (int none, _, string missing) = await _folder.RunAsync("verify", "nothing");

        Assert.Equal((1, 2, 0, 0, 1, 2), (unsigned, locked, signed, valid, changed, none));
        Assert.Contains("error CertificateUnusable: ", why, StringComparison.Ordinal);
        Assert.Contains("demo: intact, signature valid (CN=Desk).", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, said + error + why, StringComparison.Ordinal);
        Assert.Equal("Valid", JsonDocument.Parse(json).RootElement.GetProperty("signature").GetString(), ignoreCase: true);
        Assert.Contains("line 1 of journal.jsonl is not as the run wrote it.", found, StringComparison.Ordinal);
        Assert.Contains("error RunNotFound: ", missing, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
