using RealtimeEvals.Model;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// Decides what the sandbox says in realtime sessions, from files of rules that map what was heard, what was said and tool outputs to
/// speech and tool calls. The file is chosen by the session's instructions; the prompt of an interviewer that no file plays is followed.
/// </summary>
internal sealed class SandboxMind
{
    private readonly IReadOnlyList<Persona> _personas;

    private SandboxMind(IReadOnlyList<Persona> personas) => _personas = personas;

    /// <summary>Reads every file of rules in a folder, sorted by name. One of them must be a default for any session.</summary>
    /// <exception cref="EvalException"><c>InvalidSandboxRules</c>: a file is not valid, or there is no default.</exception>
    public static SandboxMind Load(string folder)
    {
        IReadOnlyList<Persona> personas = Persona.ReadAll(folder);
        return personas.Any(persona => persona.IsDefault)
            ? new SandboxMind(personas)
            : throw EvalErrors.InvalidSandboxRules(folder, "no file without 'when' is in it, so nothing would answer an ordinary session.");
    }

    /// <summary>Whether any rule calls a function.</summary>
    public bool Calls(string name) => _personas.Any(persona => persona.Calls(name));

    /// <summary>Returns the reply in a situation.</summary>
    public Reply Answer(Situation situation)
    {
        if (_personas.FirstOrDefault(persona => persona.Plays(situation.Instructions)) is Persona persona) return persona.Answer(situation);
        return InterviewPrompt.Read(situation.Instructions) is InterviewPrompt interview
            ? InterviewerMind.Answer(interview, situation)
            : _personas.First(other => other.IsDefault).Answer(situation);
    }
}
