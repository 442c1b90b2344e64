using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Interviews;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Linting;

/// <summary>Reads data sets by the readers that the runs use, which report every problem.</summary>
/// <param name="tables">Reads the tables.</param>
/// <param name="options">What the data is held against.</param>
/// <param name="warn">Takes warnings about what works, but perhaps not as it is meant.</param>
internal sealed class DataSetReaders(ITableFormat tables, LintOptions options, Action<string> warn)
{
    /// <summary>Reads a file as what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is; not <see cref="DataSetKind.Auto"/>.</param>
    /// <param name="problems">Receives all problems.</param>
    public void Read(string path, DataSetKind kind, List<DataProblem> problems)
    {
        switch (kind)
        {
            case DataSetKind.Crawl:
                AgentFiles.Check(Crawl(path), AudioColumn.Ignored, tables, warn, problems);
                break;
            case DataSetKind.Walk:
                WalkOptions walk = Walk(path);
                AgentFiles.Check(walk, AudioColumn.Required, tables, warn, problems, (cases, found) =>
                    WalkAudioCheck.Find(path, walk.InputFormat, cases, found));
                break;
            case DataSetKind.Run:
                SimulationIndex.Read(path, Overrides, tables, problems, warn);
                break;
            case DataSetKind.Simulation:
                SimulationFile.ReadAlone(path, Overrides, problems, warn);
                break;
            case DataSetKind.Benchmark:
                Take(problems, () => ReadPairs(path, problems));
                break;
            case DataSetKind.Prompt:
                Take(problems, () => PromptFolder.ReadFile(path, options.EndCue));
                break;
            case DataSetKind.Refusal:
                RefusalDataset.Read(path, problems);
                break;
            case DataSetKind.Tools:
                ToolSet.Read(path, problems);
                break;
            case DataSetKind.Policy:
                foreach (GateOptions set in GatePolicy.ReadSets(path, problems).Values) Take(problems, () => set.WithBaselineRead());
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private SimulationOverrides Overrides => new() { SystemPromptPath = options.SystemPromptPath, ToolsPath = options.ToolsPath };

    private CrawlOptions Crawl(string path)
    {
        var crawl = new CrawlOptions
        {
            Target = ServiceTarget.PlannedSandbox,
            ResultsPath = "",
            SpeechCachePath = "",
            DataPath = path,
        };
        return crawl with
        {
            ToolsPath = Given(options.ToolsPath, crawl.ToolsPath),
            SystemPromptPath = Given(options.SystemPromptPath, crawl.SystemPromptPath),
        };
    }

    private WalkOptions Walk(string path)
    {
        var walk = new WalkOptions
        {
            Target = ServiceTarget.PlannedSandbox,
            ResultsPath = "",
            DataPath = path,
            InputEncoding = options.InputEncoding,
        };
        return walk with
        {
            ToolsPath = Given(options.ToolsPath, walk.ToolsPath),
            SystemPromptPath = Given(options.SystemPromptPath, walk.SystemPromptPath),
        };
    }

    /// <summary>Reads pairs of prompts. A value for each placeholder is what a run is told, and nothing that data has.</summary>
    private void ReadPairs(string path, List<DataProblem> problems)
    {
        var prompts = new PromptFolder(options.PromptPath, options.EndCue);
        var settings = new InterviewSettings(
            prompts,
            AnyValues(prompts),
            options.EndCue,
            BenchmarkOptions.DefaultFirstLine,
            BenchmarkOptions.DefaultTurns,
            new SimulationAgent("", "", "", ToolSet.None, "", ""),
            new SimulationCaller("", "", ""),
            new SimulationAudio(AudioFormat.Pcm24K, AudioFormat.Pcm24K, 20, RealTime: false));
        string[] open =
        [
            .. InterviewPairs.Read(path, settings, tables, problems, warn)
                .SelectMany(interview => interview.InterviewerPrompt.Placeholders.Concat(interview.ParticipantPrompt.Placeholders))
                .Distinct(StringComparer.Ordinal),
        ];
        if (open.Length > 0) warn($"{path}: a run has to be told the value of {string.Join(", ", open)}.");
    }

    private static Dictionary<string, string> AnyValues(PromptFolder prompts)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in prompts.Names)
        {
            try
            {
                foreach (string placeholder in prompts.Read(name).Placeholders) values[placeholder] = placeholder;
            }
            catch (EvalException)
            {
                // A pair that names this prompt is reported with what is wrong.
            }
        }

        return values;
    }

    private static void Take(List<DataProblem> problems, Action read)
    {
        try
        {
            read();
        }
        catch (EvalException exception) when (exception.Problems.Count > 0)
        {
            problems.AddRange(exception.Problems);
        }
    }

    private static string Given(string path, string otherwise) => path.Length > 0 ? path : otherwise;
}
