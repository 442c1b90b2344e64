using System.Globalization;
using System.Xml.Linq;
using static RealtimeEvals.HelpWriter.Maml;

namespace RealtimeEvals.HelpWriter;

/// <summary>The parameters of a cmdlet as help shows them: in each set, and one by one.</summary>
internal static class ParameterElements
{
    /// <summary>How the cmdlet is called, by its sets.</summary>
    public static XElement Syntax(string cmdlet, IReadOnlyList<Parameter> parameters)
    {
        string[] named =
        [
            .. parameters.SelectMany(parameter => parameter.Declarations).Select(one => one.Set)
                .Where(set => set != Declaration.All).Distinct(StringComparer.Ordinal),
        ];
        return new XElement(
            Command + "syntax",
            (named.Length > 0 ? named : [Declaration.All]).Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Text + "name", cmdlet),
                from parameter in parameters
                from declaration in parameter.Declarations.Where(one => one.Set == set || one.Set == Declaration.All).Take(1)
                orderby declaration.Position ?? int.MaxValue, !declaration.IsMandatory
                select Element(parameter, declaration, isSyntax: true))));
    }

    /// <summary>What each is for.</summary>
    public static XElement All(IEnumerable<Parameter> parameters) => new(
        Command + "parameters",
        parameters.OrderBy(parameter => parameter.Main.Position ?? int.MaxValue)
            .ThenBy(parameter => !parameter.Main.IsMandatory)
            .Select(parameter => Element(parameter, parameter.Main, isSyntax: false)));

    private static XElement Element(Parameter parameter, Declaration declaration, bool isSyntax)
    {
        bool isSwitch = parameter.Type == Parameter.Switch;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", declaration.IsMandatory),
            new XAttribute("variableLength", true),
            new XAttribute("globbing", parameter.TakesWildcards),
            new XAttribute("pipelineInput", declaration.Pipeline),
            new XAttribute("position", declaration.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(Text + "name", parameter.Name),
            Description(parameter.Paragraphs),
            isSyntax && parameter.Choices.Count > 0
                ? new XElement(Command + "parameterValueGroup", parameter.Choices.Select(choice => Value(choice, isRequired: false)))
                : null,
            isSyntax && isSwitch ? null : Value(parameter.Type, !isSwitch, parameter.IsList),
            Maml.Type(parameter.Type),
            new XElement(Dev + "defaultValue", parameter.Usual));
    }

    private static XElement Value(string text, bool isRequired, bool isList = false) => new(
        Command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", isList), text);
}
