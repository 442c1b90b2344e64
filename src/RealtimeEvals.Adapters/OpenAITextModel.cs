using System.Text.Json.Nodes;
using OpenAI.Responses;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>A text model on the Responses endpoint, by the OpenAI package.</summary>
internal sealed class OpenAITextModel(TextModelAddress address, TimeProvider time) : ITextModel
{
    private readonly ResponsesClient _client = OpenAIConnection
        .Open(
            address.Target, address.Terms, time, organization: address.Organization, project: address.Project)
        .GetResponsesClient();

    private readonly TextModelCall _call = new(address.Target, "the Responses endpoint");

    public Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["model"] = question.Model,
            ["instructions"] = question.Instructions,
            ["input"] = question.Input,
            ["store"] = false,
        };
        if (question.Schema is AnswerSchema form) body["text"] = StrictFormat.Responses(form.Name, form.Schema.GetRawText());
        return _call.AskAsync(
            body, question, _client.CreateResponseAsync, static content => ToAnswer(OpenAIResponse.Read(content)), cancellationToken);
    }

    private static TextAnswer ToAnswer(OpenAIResponse response)
    {
        string refusal = response.IsFiltered ? TextModelCall.Filtered : response.Refusal;
        if (!response.IsFiltered && response.Breach is string breach) throw new TextModelException(breach);
        return new TextAnswer(response.Text, refusal, response.Model ?? "", response.Id ?? "", response.TextUsage);
    }
}
