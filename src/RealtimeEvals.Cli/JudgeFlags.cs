using System.CommandLine;
using RealtimeEvals.Datasets;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags that say who judges.</summary>
internal sealed class JudgeFlags
{
    private readonly Option<string> _model =
        Text("--judge-model", "The judge's model where a grader names none.", ModelCatalog.Shipped.DefaultJudgeModel);

    private readonly Option<int> _samples =
        Number("--judge-samples", "How often the judge is asked for each grade, an odd number; the majority counts.", 1);

    private readonly Option<string> _transcriptionModel = Text(
        "--transcription-model",
        "The model that writes down sound for graders that listen.",
        ModelCatalog.Shipped.DefaultTranscriptionModel);

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _samples, _transcriptionModel }) command.Options.Add(option);
    }

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    public int Samples(ParseResult parsed) => parsed.GetValue(_samples);

    public string TranscriptionModel(ParseResult parsed) => parsed.GetValue(_transcriptionModel)!;
}
