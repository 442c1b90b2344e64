using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>Decides what the sandbox's text models answer, from rule files chosen by the instructions; it has no other answers.</summary>
internal sealed class TextMind
{
    private readonly IReadOnlyList<Persona> _personas;

    private TextMind(IReadOnlyList<Persona> personas) => _personas = personas;

    /// <summary>Reads the folder <c>text</c> in a folder of rules, or the shipped one when there is none.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: a file is not valid, or answers any instructions.</exception>
    public static TextMind Load(string folder)
    {
        string own = Path.Combine(folder, "text");
        string path = Directory.Exists(own) ? own : ProductData.PathOf("sandbox", "text");
        IReadOnlyList<Persona> personas = Persona.ReadAll(path);
        return personas.Any(persona => persona.IsDefault)
            ? throw EvalErrors.InvalidSandboxRules(path, "a file in it has no 'when', so it would answer everything and the judge nothing.")
            : new TextMind(personas);
    }

    /// <summary>Returns the answer; null when no file matches the instructions.</summary>
    /// <param name="instructions">The instructions and the system and developer messages.</param>
    /// <param name="asked">The last message of the user; empty when there is none.</param>
    /// <param name="said">The last message of the model; empty when there is none.</param>
    public string? Answer(string instructions, string asked, string said) =>
        _personas.FirstOrDefault(persona => persona.Plays(instructions))?.Answer(new Situation(instructions, asked, [said], null, [])).Says;
}
