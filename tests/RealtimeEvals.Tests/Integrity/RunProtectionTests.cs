using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Integrity;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Integrity;

/// <summary>A signature says that a run is the one that was signed, and by whom; nothing less.</summary>
public sealed class RunProtectionTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly WholeRun _run = new(crawl);
    private readonly X509Certificate2 _signer = Certificates.Of("CN=Release desk");

    public static TheoryData<string> Keys => ["nistP256", "nistP384", "nistP521", "rsa"];

    [Fact]
    public void Encoding_before_the_signature_is_that_of_the_specification() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.Encode("http://example.com/HelloWorld", "hello world"u8)));

    [Theory]
    [MemberData(nameof(Keys))]
    public void Signed_run_is_valid_with_its_certificate(string key)
    {
        using X509Certificate2 signer = Certificates.Of("CN=Night", key);

        EvalRunIntegrity run = new RunProtection(TimeProvider.System).Protect(_run.Path, signer, replaces: false);

        Assert.Empty(run.Problems);
        Assert.Equal((true, SignatureState.Valid, "CN=Night"), (run.IsIntact, run.Signature, run.Signer));
    }

    [Fact]
    public void Statement_is_one_of_in_toto_and_names_every_file()
    {
        Protect();
        JsonNode envelope = JsonNode.Parse(File.ReadAllText(Statement))!;
        JsonNode statement = JsonNode.Parse(Convert.FromBase64String((string)envelope["payload"]!))!;
        string[] subjects = [.. statement["subject"]!.AsArray().Select(subject => (string)subject!["name"]!)];

        Assert.Equal("application/vnd.in-toto+json", (string?)envelope["payloadType"]);
        Assert.Equal("https://in-toto.io/Statement/v1", (string?)statement["_type"]);
        Assert.Superset(
            (HashSet<string>)["run.json", "journal.jsonl", "results.csv", "summary.json", "evidence.json"], subjects.ToHashSet());
        Assert.Contains(subjects, subject => subject.StartsWith("audio/", StringComparison.Ordinal));
        Assert.Contains(subjects, subject => subject.StartsWith("events/", StringComparison.Ordinal));
        Assert.Equal(5, (int)statement["predicate"]!["result"]!["passed"]!);
    }

    [Fact]
    public void Signature_without_a_certificate_to_hold_it_against_is_untrusted_and_breaks_nothing()
    {
        Protect();

        Assert.Equal((true, SignatureState.Untrusted), (Check(null).IsIntact, Check(null).Signature));
    }

    [Fact]
    public void Another_certificate_does_not_vouch_for_the_run()
    {
        Protect();
        using X509Certificate2 other = Certificates.Of("CN=Release desk");

        Assert.Equal((false, SignatureState.Untrusted), (Check(other).IsIntact, Check(other).Signature));
    }

    [Fact]
    public void Root_vouches_for_what_was_issued_below_it()
    {
        using X509Certificate2 root = Certificates.Of("CN=Root", isRoot: true);
        using X509Certificate2 issued = Certificates.Below(root, "CN=Desk");
        new RunProtection(TimeProvider.System).Protect(_run.Path, issued, replaces: false);

        Assert.Equal((true, SignatureState.Valid, "CN=Desk"), (Check(root).IsIntact, Check(root).Signature, Check(root).Signer));
    }

    [Fact]
    public void Run_that_is_not_signed_is_not_intact_for_a_certificate() =>
        Assert.Equal((false, SignatureState.None), (Check(_signer).IsIntact, Check(_signer).Signature));

    [Fact]
    public void File_that_was_changed_with_all_hashes_made_anew_is_found()
    {
        Protect();
        _run.ChangeManifest(manifest => manifest["data_cases"] = 6);

        Assert.Equal((false, SignatureState.Invalid), (Check(_signer).IsIntact, Check(_signer).Signature));
        Assert.Contains("run.json is not as it was signed.", Check(_signer).Problems);
        Assert.False(Check(null).IsIntact);
    }

    [Theory]
    [InlineData("payload")]
    [InlineData("payloadType")]
    [InlineData("sig")]
    public void Envelope_that_was_changed_is_found(string part)
    {
        Protect();
        JsonNode envelope = JsonNode.Parse(File.ReadAllText(Statement))!;
        JsonNode place = part == "sig" ? envelope["signatures"]![0]! : envelope;
        string old = (string)place[part]!;
        place[part] = part == "payloadType" ? old + " " : Convert.ToBase64String([.. Convert.FromBase64String(old), (byte)' ']);
        File.WriteAllText(Statement, envelope.ToJsonString());

        Assert.Equal((false, SignatureState.Invalid), (Check(_signer).IsIntact, Check(_signer).Signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[]}")]
    [InlineData("{\"payload\":1,\"payloadType\":2,\"signatures\":3}")]
    public void Statement_that_is_none_is_invalid(string content)
    {
        File.WriteAllText(Statement, content);

        Assert.Equal((false, SignatureState.Invalid), (Check(_signer).IsIntact, Check(_signer).Signature));
    }

    [Fact]
    public void Certificate_that_has_ended_is_a_warning_and_cannot_sign()
    {
        using X509Certificate2 brief = Certificates.Of("CN=Brief", days: 2);
        new RunProtection(TimeProvider.System).Protect(_run.Path, brief, replaces: false);
        var later = new ManualTime(DateTimeOffset.UtcNow.AddDays(30));

        EvalRunIntegrity run = new RunVerification(later).Check(_run.Path, brief);

        Assert.Equal((true, SignatureState.Valid), (run.IsIntact, run.Signature));
        Assert.Contains("ended", Assert.Single(run.Warnings), StringComparison.Ordinal);
        EvalException error = Assert.Throws<EvalException>(() => new RunProtection(later).Protect(_run.Path, brief, replaces: true));
        Assert.Equal("CertificateUnusable", error.ErrorId);
    }

    [Fact]
    public void Only_completed_and_intact_runs_are_signed_and_once()
    {
        Protect();
        Assert.Contains("signed already", Assert.Throws<EvalException>(Protect).Message, StringComparison.Ordinal);
        new RunProtection(TimeProvider.System).Protect(_run.Path, _signer, replaces: true);
        File.Delete(Statement);
        File.AppendAllText(_run.PathOf("results.csv"), "x");
        Assert.Equal("RunNotSigned", Assert.Throws<EvalException>(Protect).ErrorId);
        _run.ChangeManifest(manifest => manifest["state"] = "cancelled");
        Assert.Contains("not completed", Assert.Throws<EvalException>(Protect).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Statement));
    }

    [Fact]
    public void Certificate_without_its_key_does_not_sign()
    {
        using X509Certificate2 open = X509CertificateLoader.LoadCertificate(_signer.RawData);

        Assert.Equal(
            "CertificateUnusable",
            Assert.Throws<EvalException>(() => new RunProtection(TimeProvider.System).Protect(_run.Path, open, replaces: false)).ErrorId);
    }

    [Fact]
    public void Files_with_certificates_of_every_kind_are_read()
    {
        const string Password = "correct horse battery";
        var terms = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        using ECDsa key = _signer.GetECDsaPrivateKey()!;
        string pfx = Written("a.pfx", _signer.Export(X509ContentType.Pkcs12, Password));
        string pem = Written("a.pem", Encoding.ASCII.GetBytes(_signer.ExportCertificatePem()));
        string der = Written("a.cer", _signer.RawData);
        string plain = Written("plain.pem", Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        string secret = Written("secret.pem", Encoding.ASCII.GetBytes(key.ExportEncryptedPkcs8PrivateKeyPem(Password, terms)));

        using X509Certificate2 fromPfx = SigningCertificate.Read(pfx, "", Password);
        using X509Certificate2 fromPem = SigningCertificate.Read(pem, plain);
        using X509Certificate2 fromDer = SigningCertificate.Read(der, secret, Password);
        using X509Certificate2 open = SigningCertificate.Read(der);

        Assert.All([fromPfx, fromPem, fromDer], one => Assert.True(one.HasPrivateKey));
        Assert.False(open.HasPrivateKey);
        foreach (Action wrong in (Action[])
        [
            () => SigningCertificate.Read(pfx, "", "wrong password here"),
            () => SigningCertificate.Read(pem, secret, "wrong password here"),
            () => SigningCertificate.Read(pem, pem),
            () => SigningCertificate.Read(_run.PathOf("run.json")),
            () => SigningCertificate.Read(_run.PathOf("nothing")),
        ])
        {
            EvalException error = Assert.Throws<EvalException>(wrong);
            Assert.Equal("CertificateUnusable", error.ErrorId);
            Assert.DoesNotContain("wrong password here", error.ToString(), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _signer.Dispose();
        _run.Dispose();
    }

    private string Statement => _run.PathOf("attestation.dsse.json");

    private void Protect() => new RunProtection(TimeProvider.System).Protect(_run.Path, _signer, replaces: false);

    private EvalRunIntegrity Check(X509Certificate2? trusted) => new RunVerification(TimeProvider.System).Check(_run.Path, trusted);

    private string Written(string name, byte[] content)
    {
        File.WriteAllBytes(_run.Beside(name), content);
        return _run.Beside(name);
    }
}
