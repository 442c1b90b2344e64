using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// The sandbox's mind is data: files of rules that map what was heard, what was said and what tools gave to speech and tool calls, chosen
/// by a session's instructions.
/// </summary>
internal sealed class SandboxMind
{
    private readonly IReadOnlyList<Persona> _personas;

    private SandboxMind(IReadOnlyList<Persona> personas) => _personas = personas;

    /// <summary>Reads every file of rules in a folder, in the order of their names. One of them must be for any session.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>.</exception>
    public static SandboxMind Load(string folder)
    {
        IReadOnlyList<Persona> personas = Persona.ReadAll(folder);
        return personas.Any(persona => persona.IsDefault)
            ? new SandboxMind(personas)
            : throw EvalErrors.InvalidSandboxRules(folder, "no file without 'when' is in it, so nothing would answer an ordinary session.");
    }

    /// <summary>Whether a rule of any session calls a function.</summary>
    public bool Calls(string name) => _personas.Any(persona => persona.Calls(name));

    /// <summary>Decides what to do.</summary>
    public Reply Answer(Situation situation) => PersonaFor(situation.Instructions).Answer(situation);

    private Persona PersonaFor(string instructions) =>
        _personas.FirstOrDefault(persona => persona.Plays(instructions)) ?? _personas.First(persona => persona.IsDefault);
}
