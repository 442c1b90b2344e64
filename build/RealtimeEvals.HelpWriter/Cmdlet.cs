using System.Reflection;

namespace RealtimeEvals.HelpWriter;

/// <summary>A cmdlet as its class tells it.</summary>
/// <param name="type">The class.</param>
/// <param name="attribute">What it says of itself.</param>
internal sealed class Cmdlet(Type type, CustomAttributeData attribute)
{
    public string Verb => (string)attribute.ConstructorArguments[0].Value!;

    public string Noun => (string)attribute.ConstructorArguments[1].Value!;

    public string Name => $"{Verb}-{Noun}";

    public bool AsksFirst => attribute.Named("SupportsShouldProcess") is true;

    /// <summary>The properties of its parameters, its own before those that it shares with others.</summary>
    public IEnumerable<PropertyInfo> Properties => type.GetProperties().Where(property => property.Called("Parameter").Any());

    public IEnumerable<Type> Outputs => type.Called("OutputType").SelectMany(output => output.Values()).OfType<Type>();

    /// <summary>The cmdlets of an assembly.</summary>
    public static IEnumerable<Cmdlet> In(Assembly assembly) =>
        (from type in assembly.GetTypes()
         from attribute in type.Called("Cmdlet")
         select new Cmdlet(type, attribute)).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal);

    /// <summary>The parameters with their words; one without words is a problem.</summary>
    public IReadOnlyList<Parameter> Parameters(XmlDocs docs, Problems problems)
    {
        object made = Activator.CreateInstance(type)!;
        var found = new List<Parameter>();
        foreach (PropertyInfo property in Properties)
        {
            if (docs.Of(MemberId.Of(property), InRecord) is Words words) found.Add(Parameter.Of(property, made, InUnit(property, words)));
            else problems.Add(type.FullName!, $"the parameter {property.Name} has no words");
        }

        return found;
    }

    /// <summary>A parameter in seconds says so, as the program does, where the option is a span of time.</summary>
    private static Words InUnit(PropertyInfo property, Words words) => property.Name.EndsWith("Sec", StringComparison.Ordinal)
        ? words with { Summary = $"{words.Summary.TrimEnd('.')}, in seconds." }
        : words;

    /// <summary>The record of options of this very cmdlet may say it in its own words.</summary>
    private string InRecord(string id)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            foreach (Type options in ancestor.GetGenericArguments())
            {
                if (MemberId.Overriding(id, options) is string own) return own;
            }
        }

        return id;
    }
}
