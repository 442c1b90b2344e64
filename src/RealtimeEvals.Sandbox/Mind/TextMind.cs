using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// What the sandbox answers in writing, where the instructions ask for something that one of its text files plays. Elsewhere it has no
/// answer.
/// </summary>
internal sealed class TextMind
{
    private readonly IReadOnlyList<Persona> _personas;

    private TextMind(IReadOnlyList<Persona> personas) => _personas = personas;

    /// <summary>Reads the folder <c>text</c> of a folder of rules; where it has none, the shipped one.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>.</exception>
    public static TextMind Load(string folder)
    {
        string own = Path.Combine(folder, "text");
        string path = Directory.Exists(own) ? own : ProductData.PathOf("sandbox", "text");
        IReadOnlyList<Persona> personas = Persona.ReadAll(path);
        return personas.Any(persona => persona.IsDefault)
            ? throw EvalErrors.InvalidSandboxRules(path, "a file in it has no 'when', so it would answer everything and the judge nothing.")
            : new TextMind(personas);
    }

    /// <summary>Decides what to write; null where the instructions are nobody's.</summary>
    /// <param name="instructions">All that the model was told before.</param>
    /// <param name="asked">What the user wrote last; empty for nothing.</param>
    /// <param name="said">What the model is said to have written last; empty for nothing.</param>
    public string? Answer(string instructions, string asked, string said) =>
        _personas.FirstOrDefault(persona => persona.Plays(instructions))?.Answer(new Situation(instructions, asked, said, null, [])).Says;
}
