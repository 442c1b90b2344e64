using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Tests.Support;

/// <summary>A walk run on a sandbox of its own, with data and results in a temporary folder.</summary>
public sealed class WalkSetup : IAsyncDisposable
{
    public const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg,audio_path";

    private readonly TemporaryFolder _folder = new();

    public WalkSetup(params string[] faults)
    {
        Sandbox = TestSandbox.Start(faults);
        Options = new WalkOptions
        {
            Target = Sandbox.Target,
            ResultsPath = _folder.PathOf("results"),
            RunName = "test",
            Limits = Patience.Ample,
        };
    }

    public SandboxServer Sandbox { get; }

    public WalkOptions Options { get; set; }

    private EvalServices Services => AdapterServices.Create(TimeProvider.System, _folder.PathOf("store", "runs.sqlite"));

    public CollectingSink Sink { get; } = new();

    public string RunPath => Path.Combine(Options.ResultsPath, Options.RunName);

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    /// <summary>Telephone audio of a text.</summary>
    public static byte[] Speak(string text) =>
        PcmSamples.Encode(Resampler.Convert(FskVoice.Speak(text), 24_000, 8_000), AudioEncoding.MuLaw);

    /// <summary>A second of telephone audio that is not in the sandbox's voice, which no other service is given.</summary>
    public static byte[] Hum() => PcmSamples.Encode(Recorded.Tone(180, 8_000, 1), AudioEncoding.MuLaw);

    /// <summary>Telephone silence.</summary>
    public static byte[] Pause(int milliseconds) => [.. Enumerable.Repeat((byte)0xFF, 8 * milliseconds)];

    /// <summary>Writes a u-law file and returns its name.</summary>
    public string WriteAudio(string name, byte[] data, AudioEncoding encoding = AudioEncoding.MuLaw, int rate = 8_000) =>
        WriteBytes(name, WavWriter.ToBytes(new AudioFormat(encoding, rate), data));

    public string WriteBytes(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return name;
    }

    /// <summary>Takes the cases of a table with these rows: id and name of the audio file.</summary>
    public void UseRows(params (string Id, string Audio)[] rows) =>
        Options = Options with
        {
            DataPath = _folder.Write("calls.csv", $"{Header}\n{string.Concat(rows.Select(row => $"{row.Id},words,,,{row.Audio}\n"))}"),
        };

    public async Task<IReadOnlyList<WalkResult>> RunAsync()
    {
        await new WalkOperation(Services).RunAsync(Options, Sink, CancellationToken.None);
        return [.. Sink.Items.OfType<WalkResult>().Where(result => result.RunPath == RunPath).OrderBy(result => result.CaseNumber)];
    }

    /// <summary>The error of a run that is not begun.</summary>
    public Task<EvalException> RefusedAsync() => Xunit.Assert.ThrowsAsync<EvalException>(RunAsync);

    /// <summary>The event log of a case.</summary>
    public Events Events(string caseId) => new(Path.Combine(RunPath, "events", $"{caseId}.jsonl"));

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
