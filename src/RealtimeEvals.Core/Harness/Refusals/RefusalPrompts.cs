using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The instructions of the models of a refusal smoke run; shipped as files so that they can be read and hashed.</summary>
/// <param name="RequestClassifier">For the model that decides what should be done with a request.</param>
/// <param name="AnswerClassifier">For the model that classifies what an agent did.</param>
/// <param name="VoiceAgent">For the agent that is spoken to.</param>
internal sealed record RefusalPrompts(string RequestClassifier, string AnswerClassifier, string VoiceAgent)
{
    /// <summary>Reads the shipped prompts and the agent's prompt.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>.</exception>
    public static RefusalPrompts Read(string agentPath)
    {
        var problems = new DataProblems();
        RefusalPrompts prompts = new(Text("request_classifier.txt"), Text("answer_classifier.txt"), ReadOne(agentPath));
        return problems.Count == 0 ? prompts : throw EvalErrors.InvalidInput(problems);

        string Text(string name) => ReadOne(ProductData.PathOf("refusal", name));

        string ReadOne(string path)
        {
            string text = TextFile.Read(path, problems, InputLimits.TextBytes)?.Trim() ?? "";
            if (text.Length == 0 && problems.Count == 0) problems.Add(new DataProblem(path, null, null, "blank", "instructions"));
            return text;
        }
    }
}
