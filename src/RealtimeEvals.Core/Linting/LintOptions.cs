using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;

namespace RealtimeEvals.Linting;

/// <summary>How files of data are checked. What is not said is what the runs take by default.</summary>
public sealed record LintOptions
{
    /// <summary>What the files are.</summary>
    /// <value>what the content of each file says</value>
    public DataSetKind Kind { get; init; }

    /// <summary>The JSON file with the tools that cases of single turns and simulations are held against.</summary>
    /// <value>as a run takes them: the shipped data/crawl/tools.json, and those that a simulation names</value>
    public string ToolsPath { get; init; } = "";

    /// <summary>The text file with the agent's system prompt, which is checked with cases of single turns and simulations.</summary>
    /// <value>as a run takes it: the shipped data/crawl/system_prompt.txt, and the one that a simulation names</value>
    public string SystemPromptPath { get; init; } = "";

    /// <summary>The folder of the prompts that pairs for interviews name.</summary>
    /// <value>the shipped data/prompts</value>
    public string PromptPath { get; init; } = PromptFolder.Shipped;

    /// <summary>The words by which interviewers end the interview, which their prompts must have.</summary>
    public string EndCue { get; init; } = PromptFolder.DefaultEndCue;

    /// <summary>The encoding of saved telephone audio: g711_ulaw or g711_alaw.</summary>
    public AudioEncoding InputEncoding { get; init; } = AudioEncoding.MuLaw;
}
