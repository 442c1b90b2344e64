using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace RealtimeEvals.Dashboard.Routes;

/// <summary>Renders pages on the server.</summary>
internal static class Render
{
    /// <summary>Returns a page as an answer.</summary>
    /// <typeparam name="TPage">The page.</typeparam>
    /// <param name="parameters">Its parameters, as an object with their names.</param>
    /// <param name="status">The status code.</param>
    public static IResult Page<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new RazorComponentResult<TPage>(parameters) { StatusCode = status };

    /// <summary>Returns a part of a page, to be put into another one.</summary>
    /// <typeparam name="TPart">The part.</typeparam>
    /// <param name="parameters">Its parameters by their names.</param>
    public static RenderFragment Part<TPart>(params (string Name, object? Value)[] parameters)
        where TPart : IComponent => builder =>
        {
            builder.OpenComponent<TPart>(0);
            foreach ((string name, object? value) in parameters) builder.AddComponentParameter(1, name, value);
            builder.CloseComponent();
        };
}
