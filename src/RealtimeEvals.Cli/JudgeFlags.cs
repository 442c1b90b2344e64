using System.CommandLine;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations.Plan;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that choose the judge.</summary>
internal sealed class JudgeFlags
{
    private readonly Option<string> _model = Text(
        "--judge-model",
        Words.Of<SimulationOptions>(nameof(SimulationOptions.JudgeModel)),
        ModelCatalog.Shipped.DefaultJudgeModel);

    private readonly Option<int> _samples =
        Number("--judge-samples", Words.Of<SimulationOptions>(nameof(SimulationOptions.JudgeSamples)), 1);

    private readonly Option<string> _transcriptionModel = Text(
        "--transcription-model",
        Words.Of<SimulationOptions>(nameof(SimulationOptions.TranscriptionModel)),
        ModelCatalog.Shipped.DefaultTranscriptionModel);

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _samples, _transcriptionModel }) command.Options.Add(option);
    }

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    public int Samples(ParseResult parsed) => parsed.GetValue(_samples);

    public string TranscriptionModel(ParseResult parsed) => parsed.GetValue(_transcriptionModel)!;
}
