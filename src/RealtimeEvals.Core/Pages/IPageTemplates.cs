namespace RealtimeEvals.Pages;

/// <summary>The templates of pages, and the style and script that all of them share.</summary>
public interface IPageTemplates
{
    /// <summary>The style sheet.</summary>
    string Style { get; }

    /// <summary>The script.</summary>
    string Script { get; }

    /// <summary>Returns a page or a part of one. All text of the model is escaped.</summary>
    /// <param name="template">The name of the template: <c>report</c> or <c>case</c>.</param>
    /// <param name="model">Its values, by the names of the properties in snake case.</param>
    string Render(string template, object model);
}
