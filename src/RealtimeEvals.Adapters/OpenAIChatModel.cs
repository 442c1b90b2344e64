using System.Text.Json.Nodes;
using OpenAI.Chat;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>A text model on the chat completions endpoint of any compatible service, by the OpenAI package.</summary>
internal sealed class OpenAIChatModel(RefusalOptions options, TimeProvider time) : ITextModel
{
    private readonly ChatClient _client = OpenAIConnection
        .Open(
            options.Target,
            options.RetryTerms(options.Limits.Inactivity),
            time,
            organization: options.Organization,
            project: options.Project)
        .GetChatClient(options.Model);

    private readonly TextModelCall _call = new(options.Target, "the chat completions endpoint");

    public Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken)
    {
        // The role that services knew before there was a developer; OpenAI's takes both.
        var messages = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = question.Instructions },
            new JsonObject { ["role"] = "user", ["content"] = question.Input });
        var body = new JsonObject { ["model"] = question.Model, ["messages"] = messages };
        return _call.AskAsync(
            body, question, _client.CompleteChatAsync, static content => ChatAnswer.Read(content).ToAnswer(), cancellationToken);
    }
}
