using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Reads one simulation: a JSON object with the keys of the realtime evals of OpenAI's cookbook and our own.</summary>
internal sealed class SimulationFile(
    string id, string path, int turnsOfIndex, SimulationOverrides overrides, AgentFileReader files, ICollection<DataProblem> problems,
        Action<string> warn)
{
    /// <summary>The maximum number of turns of a conversation.</summary>
    public const int MaximumTurns = 1000;

    /// <summary>The maximum number of trials of a simulation.</summary>
    public const int MaximumTrials = 100;

    private static readonly string[] RootKeys =
    [
        "simulation_id", "scenario", "assistant", "simulator", "audio", "turns", "tool_mocks", "expected_tool_call", "graders",
        "tags", "seed", "trials", "known_facts", "initial_state", "final_state", "forbidden_tools", "expected_tool_calls",
    ];

    /// <summary>Reads a simulation that no index names: its id is the one that it bears, else the name of its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that replace those of the file, and defaults.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="warn">Receives warnings about what works, but perhaps not as it is meant.</param>
    public static Simulation? ReadAlone(
        string path, SimulationOverrides overrides, ICollection<DataProblem> problems, Action<string> warn)
    {
        string? text = TextFile.Read(path, [], InputLimits.TextBytes);
        string written = text is null ? "" : JsonForm.Read(path, text, [])?.Text("simulation_id") ?? "";
        string id = written.Length > 0 ? written : Path.GetFileNameWithoutExtension(path);
        if (!SafeFileName.IsSafe(id))
        {
            problems.Add(new DataProblem(path, null, "$.simulation_id", $"'{TableFile.Shorten(id)}'", SafeFileName.Rule));
        }

        return new SimulationFile(id, path, 0, overrides, new AgentFileReader(problems), problems, warn).Read();
    }

    /// <summary>Reads the simulation; returns null when it has problems.</summary>
    public Simulation? Read()
    {
        int before = problems.Count;
        if (TextFile.Read(path, problems, InputLimits.TextBytes) is not string text
            || JsonForm.Read(path, text, problems) is not JsonForm root)
        {
            return null;
        }

        root.Allow(RootKeys);
        if (root.Text("simulation_id") is { Length: > 0 } written && written != id)
        {
            root.Report("simulation_id", $"'{TableFile.Shorten(written)}'", $"'{id}', as in the index");
        }

        string scenario = root.RequiredText("scenario", "what happens in the conversation");
        SimulationTurns turns = ReadTurns(root);
        SimulationCaller caller = ReadCaller(root, turns);
        SimulationAudio audio = ReadAudio(root);
        (SimulationAgent? agent, ToolSet? tools) = ReadAgent(root);
        var graders = new GraderReader(root);
        IReadOnlyList<ToolMock> mocks = MockReader.Read(root);
        Expectation expectation = ExpectationReader.Read(root, graders.GradesCalls);
        var simulation = new Simulation
        {
            Id = id,
            Path = path,
            Source = text,
            Scenario = scenario,
            Agent = agent!,
            Caller = caller,
            Audio = audio,
            Turns = turns,
            Mocks = mocks,
            InitialState = root.Object("initial_state")?.Value ?? JsonObjects.Empty,
            Expectation = expectation,
            TurnGraders = graders.Turn,
            TraceGraders = graders.Trace,
            KnownFacts = root.Texts("known_facts"),
            Tags = root.Texts("tags"),
            Seed = root.Whole("seed", 0, int.MaxValue),
            Trials = root.Whole("trials", 1, MaximumTrials) ?? 1,
        };
        new SimulationLint(simulation, root, tools, overrides, turnsOfIndex).Check(warn);
        return problems.Count == before && agent is not null ? simulation : null;
    }

    private SimulationTurns ReadTurns(JsonForm root)
    {
        JsonForm? turns = root.Object("turns")?.Allow("fixed_first_user_turn", "max_turns", "min_turns", "script");
        IReadOnlyList<string> script = turns?.Texts("script") ?? [];
        string first = turns?.Text("fixed_first_user_turn") ?? "";
        bool hasNone = script.Count == 0 && string.IsNullOrWhiteSpace(first);
        if (hasNone
            && !root.IsOther("turns", JsonValueKind.Object)
            && turns?.IsOther("fixed_first_user_turn", JsonValueKind.String) != true)
        {
            (turns ?? root).Report(
                turns is null ? "turns" : "fixed_first_user_turn",
                turns is null ? "missing" : "missing or blank",
                "the caller's first words");
        }

        if (script.Count > 0 && first.Length > 0 && first != script[0])
        {
            turns!.Report("fixed_first_user_turn", "another line than the first of the script", "nothing, or the first line of the script");
        }

        int ofFile = turns?.Whole("max_turns", 0, MaximumTurns) ?? 0;
        int maximum = overrides.MaximumTurns > 0 ? overrides.MaximumTurns
            : turnsOfIndex > 0 ? turnsOfIndex
            : ofFile > 0 ? ofFile
            : Math.Max(1, script.Count);
        int minimum = turns?.Whole("min_turns", 1, MaximumTurns) ?? 1;
        return new SimulationTurns(script.Count > 0 ? script[0] : first, script, minimum, maximum);
    }

    private SimulationCaller ReadCaller(JsonForm root, SimulationTurns turns)
    {
        JsonForm? caller = root.Object("simulator")?.Allow("system_prompt", "model", "voice");
        string prompt = overrides.CallerPrompt.Length > 0 ? overrides.CallerPrompt : caller?.Text("system_prompt") ?? "";
        bool hasNone = !turns.IsScripted && string.IsNullOrWhiteSpace(prompt);
        if (hasNone
            && !root.IsOther("simulator", JsonValueKind.Object)
            && caller?.IsOther("system_prompt", JsonValueKind.String) != true)
        {
            (caller ?? root).Report(
                caller is null ? "simulator" : "system_prompt",
                caller is null ? "missing" : "missing or blank",
                "the caller's persona");
        }

        return new SimulationCaller(prompt, Choose(overrides.CallerModel, caller?.Text("model")), caller?.Text("voice") ?? "");
    }

    private (SimulationAgent? Agent, ToolSet? Tools) ReadAgent(JsonForm root)
    {
        JsonForm? agent = root.Object("assistant")?.Allow("system_prompt_file", "tools_file", "model", "voice");
        if (agent is null && (overrides.SystemPromptPath.Length == 0 || overrides.ToolsPath.Length == 0))
        {
            if (root.Get("assistant") is null) root.Report("assistant", "missing", "an object with system_prompt_file and tools_file");
            return (null, null);
        }

        string? promptPath = FileOf(agent, "system_prompt_file", overrides.SystemPromptPath, "the file of the agent's system prompt");
        string? toolsPath = FileOf(agent, "tools_file", overrides.ToolsPath, "the file of the agent's tools");
        string? prompt = promptPath is null ? null : files.Prompt(promptPath);
        ToolSet? tools = toolsPath is null ? null : files.Tools(toolsPath);
        if (prompt is null || tools is null) return (null, tools);
        string model = Choose(overrides.AgentModel, agent?.Text("model"));
        return (new SimulationAgent(promptPath!, prompt, toolsPath!, tools, model, agent?.Text("voice") ?? ""), tools);
    }

    private string? FileOf(JsonForm? form, string key, string instead, string expected)
    {
        if (instead.Length > 0) return instead;
        string written = form!.RequiredText(key, expected).Trim();
        if (written.Length == 0) return null;
        string? found = AncestorFile.Find(path, written);
        if (found is null)
        {
            form.Report(
                key,
                $"'{TableFile.Shorten(written)}' {(AncestorFile.IsFolder(path, written) ? "is a folder" : "does not exist")}",
                "a file in the folder of the simulation or the three above it, without '..', or by its absolute path");
        }

        return found;
    }

    private SimulationAudio ReadAudio(JsonForm root)
    {
        JsonForm? audio = root.Object("audio")?.Allow("input_format", "output_format", "sample_rate_hz", "chunk_ms", "real_time");
        int rate = audio?.Whole("sample_rate_hz", 8_000, 48_000) ?? overrides.SampleRate;
        return new SimulationAudio(
            FormatOf(audio, "input_format", overrides.InputEncoding, rate),
            FormatOf(audio, "output_format", overrides.OutputEncoding, rate),
            audio?.Whole("chunk_ms", 1, 1000) ?? overrides.ChunkMilliseconds,
            audio?.Flag("real_time") ?? overrides.RealTime);
    }

    private static AudioFormat FormatOf(JsonForm? form, string key, AudioEncoding otherwise, int rate)
    {
        string written = form?.Text(key) ?? "";
        if (written.Length > 0 && !AudioFormat.EncodingNames.Contains(written, StringComparer.Ordinal))
        {
            form!.Report(key, $"'{TableFile.Shorten(written)}'", string.Join(" or ", AudioFormat.EncodingNames));
        }
        else if (written.Length > 0) otherwise = AudioFormat.ParseEncoding(written);
        return AudioFormat.OnTheWire(otherwise, rate);
    }

    private static string Choose(string first, string? second) =>
        first.Length > 0 ? first : second is { Length: > 0 } ? second : ModelCatalog.Shipped.DefaultRealtimeModel;
}
