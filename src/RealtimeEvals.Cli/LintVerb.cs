using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Linting;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary><c>realtime-evals lint</c>: checks files of data, and says by its exit code whether something is wrong.</summary>
internal static class LintVerb
{
    private static readonly Argument<string[]> Paths = new("PATH")
    {
        Description = "A file of data, or a folder with such files; folders below it are not looked at.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<DataSetKind> Kind =
        Choice<DataSetKind>("--data-kind", Words.WithDefault<LintOptions>(nameof(LintOptions.Kind)));

    private static readonly Option<string> ToolsFile =
        ShippedFile("--tools-file", Words.WithDefault<LintOptions>(nameof(LintOptions.ToolsPath)));

    private static readonly Option<string> SystemPromptFile =
        ShippedFile("--system-prompt-file", Words.WithDefault<LintOptions>(nameof(LintOptions.SystemPromptPath)));

    private static readonly Option<string> PromptPath =
        Text("--prompt-path", Words.WithDefault<LintOptions>(nameof(LintOptions.PromptPath)), "");

    private static readonly Option<string> EndCue =
        Text("--end-cue", Words.Of<LintOptions>(nameof(LintOptions.EndCue)), PromptFolder.DefaultEndCue);

    private static readonly Option<string> InputAudioFormat = Encoding(
        "--input-audio-format", Words.Of<LintOptions>(nameof(LintOptions.InputEncoding)), "g711_ulaw", refused: "pcm16");

    private static readonly Option<bool> Quiet =
        Switch("--quiet", "Says true or false instead: whether nothing is wrong in all files together.");

    private static readonly Option<OutputStyle> Output = Choice<OutputStyle>("--output", "What is written to standard output.");

    /// <summary>What the verb does, in a line.</summary>
    public const string Summary = "Checks files of data as the runs that take them would; exit code 2 where something is wrong.";

    public static Command Create()
    {
        var command = new Command("lint", Summary)
        {
            Paths,
            Kind,
            ToolsFile,
            SystemPromptFile,
            PromptPath,
            EndCue,
            InputAudioFormat,
            Quiet,
            Output,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(() => RunAsync(parsed)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        string encoding = parsed.GetValue(InputAudioFormat)!;
        if (AudioFormat.ParseEncoding(encoding) == AudioEncoding.Pcm16)
        {
            throw EvalErrors.InvalidSetting(["Saved telephone audio is g711_ulaw or g711_alaw."]);
        }

        var options = new LintOptions
        {
            Kind = parsed.GetValue(Kind),
            ToolsPath = Given(parsed.GetValue(ToolsFile)),
            SystemPromptPath = Given(parsed.GetValue(SystemPromptFile)),
            PromptPath = parsed.GetValue(PromptPath) is { Length: > 0 } folder ? FullPath(folder) : PromptFolder.Shipped,
            EndCue = parsed.GetValue(EndCue)!,
            InputEncoding = AudioFormat.ParseEncoding(encoding),
        };
        var operation = new LintOperation(AdapterServices.Create(TimeProvider.System).Tables);
        LintedFile[] files = [.. parsed.GetValue(Paths)!.SelectMany(path => operation.Check(FullPath(path), options))];
        foreach (string warning in files.SelectMany(file => file.Warnings)) await Terminal.Error.WrappedAsync($"warning: {warning}");
        DataFinding[] findings = [.. files.SelectMany(file => file.Findings)];
        if (parsed.GetValue(Quiet)) await Terminal.Output.LineAsync(findings.Length == 0 ? "true" : "false");
        else await WriteAsync(parsed.GetValue(Output), files, findings);
        return findings.Length == 0 ? ExitCode.Success : ExitCode.Usage;
    }

    private static Task WriteAsync(OutputStyle style, LintedFile[] files, DataFinding[] findings) => style switch
    {
        OutputStyle.Json => Terminal.Output.JsonAsync(JsonSerializer.Serialize(findings, RunJson.Indented)),
        OutputStyle.Csv => Terminal.Output.TableAsync(GuardedTable.Of(AdapterServices.Create(TimeProvider.System).Tables, Rows(findings))),
        _ => WriteTextAsync(files, findings),
    };

    private static async Task WriteTextAsync(LintedFile[] files, DataFinding[] findings)
    {
        foreach (DataFinding finding in findings) await Terminal.Output.WrappedAsync(finding.ToString());
        foreach (LintedFile file in files.Where(file => file.Kind != DataSetKind.Auto))
        {
            string result = file.Findings.Count == 0 ? "right" : FormattableString.Invariant($"{file.Findings.Count} wrong");
            await Terminal.Output.LineAsync($"{file.Path}: {file.Kind}, {result}");
        }

        await Terminal.Output.LineAsync(findings.Length == 0 ? "Nothing is wrong."
            : FormattableString.Invariant($"{findings.Length} {(findings.Length == 1 ? "thing is" : "things are")} wrong."));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(DataFinding[] findings)
    {
        yield return ["data_path", "kind", "file", "row", "column", "json_path", "found", "expected"];
        foreach (DataFinding finding in findings)
        {
            yield return
            [
                finding.DataPath,
                finding.Kind.ToString(),
                finding.File,
                FormattableString.Invariant($"{finding.Row}"),
                finding.Column,
                finding.JsonPath,
                finding.Found,
                finding.Expected,
            ];
        }
    }

    private static string Given(string? path) => path is { Length: > 0 } ? FullPath(path) : "";
}
