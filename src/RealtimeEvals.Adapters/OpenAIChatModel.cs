using System.Text.Json.Nodes;
using OpenAI.Chat;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>A text model on the chat completions endpoint of any compatible service, by the OpenAI package.</summary>
internal sealed class OpenAIChatModel(TextModelAddress address, TimeProvider time) : ITextModel
{
    private readonly ChatClient _client = OpenAIConnection
        .Open(
            address.Target, address.Terms, time, organization: address.Organization, project: address.Project)
        .GetChatClient(address.Model);

    private readonly TextModelCall _call = new(address.Target, "the chat completions endpoint");

    public Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken)
    {
        // Services from before the role developer know only this role; OpenAI's accepts both.
        var messages = new JsonArray(
            new JsonObject { ["role"] = "system", ["content"] = question.Instructions },
            new JsonObject { ["role"] = "user", ["content"] = question.Input });
        var body = new JsonObject { ["model"] = question.Model, ["messages"] = messages };
        if (question.Schema is AnswerSchema form) body["response_format"] = StrictFormat.Chat(form.Name, form.Schema.GetRawText());
        return _call.AskAsync(
            body, question, _client.CompleteChatAsync, static content => ChatAnswer.Read(content).ToAnswer(), cancellationToken);
    }
}
