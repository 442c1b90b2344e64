namespace RealtimeEvals.Model;

/// <summary>What a file of data is for, and so by which rules it is checked.</summary>
public enum DataSetKind
{
    /// <summary>What its content says that it is.</summary>
    Auto = 0,

    /// <summary>A table of texts that callers say, with the tool call that is expected.</summary>
    Crawl,

    /// <summary>A table of saved telephone audio, with the tool call that is expected.</summary>
    Walk,

    /// <summary>An index of simulations, and every simulation that is enabled in it.</summary>
    Run,

    /// <summary>One simulation.</summary>
    Simulation,

    /// <summary>A table of pairs of prompts for interviews, and the prompts that it names.</summary>
    Benchmark,

    /// <summary>A prompt: instructions as text.</summary>
    Prompt,

    /// <summary>A refusal smoke set of JSON lines.</summary>
    Refusal,

    /// <summary>The tools of an agent.</summary>
    Tools,

    /// <summary>Sets of rules for gates, as JSON or as a PowerShell data file.</summary>
    Policy,
}
