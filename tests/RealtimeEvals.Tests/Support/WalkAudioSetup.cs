using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.WalkAudio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Tests.Support;

/// <summary>Walk audio of three cases, made with a sandbox of its own in a temporary folder.</summary>
public sealed class WalkAudioSetup : IAsyncDisposable
{
    public const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg";

    public const string Cases = $"{Header}\none,What do I owe?,,\ntwo,\"Hello, good morning.\",,\nthree,Are you open on Sunday?,,\n";

    private readonly TemporaryFolder _folder = new();

    public WalkAudioSetup(params string[] faults)
    {
        Sandbox = TestSandbox.Start(faults);
        Options = new WalkAudioOptions
        {
            Target = new Lazy<ServiceTarget>(() => Sandbox.Target),
            SourcePath = _folder.Write("calls.csv", Cases),
            OutputPath = PathOf("walk"),
            TablePath = PathOf("walk", "calls.csv"),
            SpeechCachePath = PathOf("speech"),
        };
    }

    public SandboxServer Sandbox { get; }

    public WalkAudioOptions Options { get; set; }

    public EvalServices Services { get; set; } = AdapterServices.Create(TimeProvider.System);

    public CollectingSink Sink { get; set; } = new();

    /// <summary>Another folder for the same audio.</summary>
    public WalkAudioOptions Into(string folder) => Options with { OutputPath = PathOf(folder), TablePath = PathOf(folder, "calls.csv") };

    public string PathOf(params string[] parts) => _folder.PathOf(parts);

    public string Write(string name, string content) => _folder.Write(name, content);

    /// <summary>Writes the speech of a text as a WAV file with these chunks, and returns its path.</summary>
    public string WriteBytes(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    public Task<WalkAudioSet> MakeAsync(params string[] conditions) => MakeAsync(Options, conditions);

    public async Task<WalkAudioSet> MakeAsync(WalkAudioOptions options, params string[] conditions)
    {
        Sink = new CollectingSink();
        WalkAudioOptions whole = conditions.Length == 0 ? options : options with { Conditions = conditions };
        await new WalkAudioOperation(Services).RunAsync(whole, Sink, CancellationToken.None);
        return (WalkAudioSet)Sink.Items[^1];
    }

    /// <summary>The error of a set that is not made.</summary>
    public async Task<EvalException> RefusedAsync(WalkAudioOptions options) =>
        await Xunit.Assert.ThrowsAsync<EvalException>(
            () => new WalkAudioOperation(Services).RunAsync(options, Sink, CancellationToken.None));

    /// <summary>What the sandbox hears in a file of the set.</summary>
    public Heard Hear(string id)
    {
        WavAudio wav = WavReader.Read(File.ReadAllBytes(PathOf("walk", $"{id}.wav")));
        return FskHearing.Listen(
            PcmSamples.Decode(AudioConverter.Convert(wav.Data, wav.Format, AudioFormat.Pcm24K).Span, AudioEncoding.Pcm16));
    }

    /// <summary>The content of every file in a folder, by name.</summary>
    public SortedDictionary<string, string> ContentOf(string folder) =>
        new(Directory.EnumerateFiles(PathOf(folder)).ToDictionary(
            path => Path.GetFileName(path),
            path => Convert.ToBase64String(File.ReadAllBytes(path)),
            StringComparer.Ordinal), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
