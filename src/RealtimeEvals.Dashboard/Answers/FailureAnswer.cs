using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using RealtimeEvals.Dashboard.Pages;
using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Answers;

/// <summary>Writes an answer that says what is wrong, in the form that the asker understands.</summary>
internal static class FailureAnswer
{
    /// <summary>Writes the answer to an error that has an id.</summary>
    public static Task WriteAsync(HttpContext context, int status, EvalException exception) =>
        WriteAsync(context, status, $"{exception.Message} {exception.RecommendedAction}".Trim(), exception.ErrorId, exception.Problems);

    /// <summary>Writes an answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="errorId">The id of the error; empty when it has none.</param>
    /// <param name="problems">Every place in the input that is wrong.</param>
    public static Task WriteAsync(
        HttpContext context, int status, string message, string errorId, IReadOnlyList<DataProblem>? problems = null)
    {
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        string title = ReasonPhrases.GetReasonPhrase(status);
        if (AnswerForm.IsVersioned(context.Request)) return ProblemOf(status, title, message, errorId, problems).ExecuteAsync(context);
        if (AnswerForm.IsData(context.Request))
        {
            return TypedResults.Json(new JsonObject { ["error"] = message }, statusCode: status).ExecuteAsync(context);
        }

        return new RazorComponentResult<MessagePage>(new { Title = title, Text = message, IsStranger = status == 401 })
        {
            StatusCode = status,
        }.ExecuteAsync(context);
    }

    private static ProblemHttpResult ProblemOf(
        int status, string title, string message, string errorId, IReadOnlyList<DataProblem>? problems)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (errorId.Length > 0) more["error_id"] = errorId;
        if (problems is { Count: > 0 }) more["problems"] = problems;
        return TypedResults.Problem(message, statusCode: status, title: title, extensions: more);
    }
}
