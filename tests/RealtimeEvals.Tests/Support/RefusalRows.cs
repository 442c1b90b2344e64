using System.Text.Json;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Tests.Support;

/// <summary>The shipped prompts that a careful assistant helps with or declines, and the shipped instructions.</summary>
public static class RefusalRows
{
    public static string Path => ProductData.PathOf("refusal", "refusal_smoke.jsonl");

    public static string RequestClassifier => Instructions("request_classifier.txt");

    public static string AnswerClassifier => Instructions("answer_classifier.txt");

    public static string VoiceAgent => Instructions("voice_agent.txt");

    public static IReadOnlyList<(string Prompt, string Expected)> All =>
        [.. File.ReadLines(Path).Select(line => Given.Json(line).GetProperty("item"))
            .Select(item => (item.GetProperty("prompt").GetString()!, item.GetProperty("expected").GetString()!))];

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Instructions(string name) => File.ReadAllText(ProductData.PathOf("refusal", name));
}
