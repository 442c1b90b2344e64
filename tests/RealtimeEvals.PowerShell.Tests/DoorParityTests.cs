using System.CommandLine;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using RealtimeEvals.Cli;
using RealtimeEvals.PowerShell.Commands;
using RealtimeEvals.PowerShell.Tests.Support;
using Xunit;

namespace RealtimeEvals.PowerShell.Tests;

/// <summary>
/// The program and the module are two doors to one house: what the one can be told, the other can be told too, by the same word, with the
/// same usual value, from the same choice and in the same words. What differs stands in <see cref="Reasons"/>.
/// </summary>
public sealed class DoorParityTests
{
    private const string Objects = "A cmdlet gives objects; the shell picks, formats and converts them.";
    private const string Pipeline = "A gate is the next command of the pipeline.";
    private const string Reference =
        "Taken without effect, for command lines that were written for the realtime evals of OpenAI's cookbook.";
    private const string Short = "A flag of the reference that stands for a longer one, whose words it does not repeat.";
    private const string Argument = "The program takes a run as an argument, by folder or by name.";

    private static readonly (Command Verb, Type Cmdlet)[] Doors =
    [
        (CrawlVerb.Create(), typeof(InvokeCrawlEvalCommand)),
        (WalkVerb.Create(), typeof(InvokeWalkReplayCommand)),
        (WalkAudioVerb.Create(), typeof(NewWalkAudioCommand)),
        (RunVerb.Create(), typeof(StartSimulatedConversationCommand)),
        (LintVerb.Create(), typeof(TestEvalDataCommand)),
        (MeasureVerb.Create(), typeof(MeasureEvalRunCommand)),
        (CompareVerb.Create(), typeof(CompareEvalRunCommand)),
        (BaselineVerb.Create(), typeof(ExportEvalBaselineCommand)),
        (PowerVerb.Create(), typeof(MeasureEvalPowerCommand)),
        (MergeVerb.Create(), typeof(MergeEvalRunCommand)),
        (AgreementVerb.Create(), typeof(MeasureJudgeAgreementCommand)),
        (GateVerb.Create(), typeof(MeasureEvalGateCommand)),
        (ReportVerb.Create(), typeof(ExportEvalReportCommand)),
        (RefusalVerb.Create(), typeof(InvokeRefusalSmokeCommand)),
        (PulseVerb.Create(), typeof(UpdatePulseStatusCommand)),
        (SandboxVerb.Create(), typeof(StartRealtimeSandboxCommand)),
        (PlayVerb.Create(), typeof(StartEvalAudioCommand)),
        (ServeVerb.Create(), typeof(StartEvalDashboardCommand)),
        (VerifyVerb.Create(), typeof(TestEvalRunIntegrityCommand)),
        (ProtectVerb.Create(), typeof(ProtectEvalRunCommand)),
    ];

    /// <summary>Why something stands in one door only.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["--output"] = Objects,
        ["--json"] = Objects,
        ["--require"] = Pipeline,
        ["--policy"] = Pipeline,
        ["--policy-set"] = Pipeline,
        ["--min-samples"] = Pipeline,
        ["--max-age-hours"] = Pipeline,
        ["--allow-sandbox"] = Pipeline,
        ["--allow-partial-data"] = Pipeline,
        ["--data-csv"] = Pipeline,
        ["--baseline"] = Pipeline,
        ["--plan"] = "A cmdlet has -WhatIf.",
        ["--judge-agreement"] = Pipeline,
        ["--open"] = "A cmdlet opens a browser unless it gives the dashboard as an object.",
        ["--until-input-ends"] = "What the cmdlet starts ends with its session, without being told.",
        ["--fail-on-false"] = "Assert-EvalGate ends a script, and Test-EvalGate says true or false.",
        ["--tts-sample-rate-hz"] = Reference,
        ["--target-sample-rate-hz"] = Reference,
        ["--registry-stub"] = "A text for the keepers of the gates, which a shell copies from the program.",
        ["ApiKey"] = "A command line is seen by others; the program takes the key from the environment.",
        ["Path"] = "The program takes files to check as arguments.",
        ["Certificate"] = "A certificate in memory or in a store of certificates is an object of a session.",
        ["Password"] = "A command line is seen by others; the program takes the password from the environment.",
        ["Quiet"] = "The exit code of the program says it.",
        ["LiteralPath"] = "A shell resolves wildcards for the program.",
        ["InputObject"] = Objects,
        ["Summary"] = Objects,
        ["AsSummary"] = Objects,
        ["IncludeTurn"] = Objects,
        ["PassThru"] = Objects,
        ["CaseId"] = "The program takes cases of a run as arguments; where a run is started, a flag selects them.",
        ["RunPath"] = Argument,
        ["RunName"] = Argument,
        ["ReferencePath"] = Argument,
        ["ReferenceName"] = Argument,
    };

    /// <summary>Why a flag has words of its own, though a parameter says the same.</summary>
    private static readonly Dictionary<string, string> OwnWords = new(StringComparer.Ordinal)
    {
        ["run --model"] = Short,
        ["run --system-prompt-file"] = Short,
        ["run --tools-file"] = Short,
        ["pulse --run"] = Argument,
    };

    /// <summary>What the program adds where a cmdlet has a place of its own: the usual value, and the words to choose from.</summary>
    private static readonly string[] Appended = ["[default: ", "Kinds: ", "Conditions: "];

    [Fact]
    public void Flag_has_a_parameter_of_its_name_or_a_reason() => Assert.Equal(
        [],
        from door in Doors
        from flag in FlagsOf(door.Verb)
        where ParameterOf(door.Cmdlet, flag) is null && !Reasons.ContainsKey(flag.Name)
        select $"{door.Verb.Name} {flag.Name}");

    [Fact]
    public void Parameter_has_a_flag_of_its_name_or_a_reason() => Assert.Equal(
        [],
        from door in Doors
        from parameter in Untaken(door.Verb, door.Cmdlet)
        where !Reasons.ContainsKey(parameter)
        select $"{door.Verb.Name} {parameter}");

    [Fact]
    public void Usual_values_are_the_same() => Assert.Equal(
        [],
        from pair in Pairs()
        let program = Word(pair.Flag.HasDefaultValue ? pair.Flag.GetDefaultValue() : null)
        let module = Word(pair.Parameter.GetValue(Activator.CreateInstance(pair.Cmdlet)))
        where program != module
        select $"{pair.Verb.Name} {pair.Flag.Name}: '{program}' and '{module}'");

    [Fact]
    public void Choices_are_the_same() => Assert.Equal(
        [],
        from pair in Pairs()
        let set = WordsOf<ValidateSetAttribute>(pair.Parameter)
            ?? (pair.Parameter.PropertyType.IsEnum ? Enum.GetNames(pair.Parameter.PropertyType) : null)
        where set is not null
        let program = WordsOf(pair.Flag)
        where !program.Order(StringComparer.Ordinal).SequenceEqual(set.Select(Plain).Order(StringComparer.Ordinal))
        select $"{pair.Verb.Name} {pair.Flag.Name}: {string.Join(' ', program)} and {string.Join(' ', set)}");

    [Fact]
    public void Words_are_the_same() => Assert.Equal([], Told().Where(pair => !OwnWords.ContainsKey(pair)));

    [Fact]
    public void Usual_value_that_is_told_in_words_has_some() => Assert.DoesNotContain(
        Doors.SelectMany(door => FlagsOf(door.Verb)),
        flag => flag.Description!.Contains("[default: ]", StringComparison.Ordinal));

    [Fact]
    public void Own_words_are_about_what_differs() => Assert.Equal([], OwnWords.Keys.Except(Told()));

    [Fact]
    public void Reasons_are_about_what_differs() => Assert.Equal([], Reasons.Keys.Except(
        Doors.SelectMany(door => FlagsOf(door.Verb).Where(flag => ParameterOf(door.Cmdlet, flag) is null).Select(flag => flag.Name)
            .Concat(Untaken(door.Verb, door.Cmdlet)))));

    /// <summary>The flags whose help is not the first paragraph of the help of their parameter.</summary>
    private static IEnumerable<string> Told() =>
        from pair in Pairs()
        let cmdlet = CmdletType.All.Single(one => one.Type == pair.Cmdlet).Name
        let parameter = Maml.Parameters(cmdlet).Single(one => Maml.NameOf(one) == pair.Parameter.Name)
        let module = Maml.Paragraphs(parameter.Element(Maml.Text + "description"))[0]
        let program = pair.Flag.Description!
        where program != module && !Appended.Any(more => program.StartsWith($"{module} {more}", StringComparison.Ordinal))
        select $"{pair.Verb.Name} {pair.Flag.Name}";

    private static IEnumerable<string> Untaken(Command verb, Type cmdlet)
    {
        HashSet<string> taken = [.. FlagsOf(verb).Select(flag => ParameterOf(cmdlet, flag)?.Name).OfType<string>()];
        return ParametersOf(cmdlet).Select(parameter => parameter.Name).Where(name => !taken.Contains(name));
    }

    private static IEnumerable<(Command Verb, Type Cmdlet, Option Flag, PropertyInfo Parameter)> Pairs() =>
        from door in Doors
        from flag in FlagsOf(door.Verb)
        let parameter = ParameterOf(door.Cmdlet, flag)
        where parameter is not null
        select (door.Verb, door.Cmdlet, flag, parameter);

    private static IEnumerable<Option> FlagsOf(Command verb) =>
        verb.Options.Where(flag => !flag.Name.EndsWith("help", StringComparison.Ordinal));

    private static IEnumerable<PropertyInfo> ParametersOf(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>().Any());

    /// <summary>The parameter that a flag names: by its name, by an alias, or by the word for a unit.</summary>
    private static PropertyInfo? ParameterOf(Type cmdlet, Option flag)
    {
        string[] words = [.. flag.Aliases.Prepend(flag.Name).Select(Plain)];
        return ParametersOf(cmdlet).FirstOrDefault(parameter => NamesOf(parameter).Select(Plain).Intersect(words).Any());
    }

    private static IEnumerable<string> NamesOf(PropertyInfo parameter) =>
        [parameter.Name, .. WordsOf<AliasAttribute>(parameter) ?? []];

    /// <summary>What an attribute was given; the assembly that the module is built with has none of it at run time.</summary>
    private static string[]? WordsOf<T>(PropertyInfo parameter) =>
        parameter.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(T))
            is { ConstructorArguments: [var words] }
            ? [.. ((IReadOnlyCollection<CustomAttributeTypedArgument>)words.Value!).Select(word => (string)word.Value!)]
            : null;

    private static string[] WordsOf(Option flag) => flag.HelpName is { } words && words.Contains('|', StringComparison.Ordinal)
        ? [.. words.Split('|').Select(Plain)]
        : [.. flag.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(word => Plain(word.Label))];

    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A value in words; nothing said is nothing, whatever its type.</summary>
    private static string Word(object? value) => value switch
    {
        null or "" or false or SwitchParameter or Array { Length: 0 } => "",
        Enum word => Convert.ToInt32(word, CultureInfo.InvariantCulture) == 0 ? "" : word.ToString(),
        Array many => string.Join(' ', many.Cast<object>()),
        TimeSpan span => span == TimeSpan.Zero ? "" : span.TotalHours.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) is var digits and not "0" ? digits : "",
        _ => value.ToString()!,
    };
}
