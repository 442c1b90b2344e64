using System.Text.Json.Nodes;
using OpenAI.Responses;
using RealtimeEvals.Harness.Refusals;

namespace RealtimeEvals.Adapters;

/// <summary>A text model on the Responses endpoint, by the OpenAI package.</summary>
internal sealed class OpenAITextModel(RefusalOptions options, TimeProvider time) : ITextModel
{
    private readonly ResponsesClient _client = OpenAIConnection.Open(options.Target, options.RetryTerms(options.Limits.Inactivity), time, organization: options.Organization, project: options.Project).GetResponsesClient();
    private readonly TextModelCall _call = new(options.Target, "the Responses endpoint");

    public async Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = question.Model, ["instructions"] = question.Instructions, ["input"] = question.Input, ["store"] = false };
        BinaryData content = await _call.SendAsync(body, question, _client.CreateResponseAsync, cancellationToken);
        OpenAIResponse response = _call.Read(content, OpenAIResponse.Read);
        return response.Breach is string breach ? throw new TextModelException(breach) : new TextAnswer(response.Text, response.Refusal, response.Model ?? "", response.Id ?? "", response.TextUsage);
    }
}
