using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets.Prompts;

public sealed class PromptFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Ask.\nThat completes the interview.")]
    [InlineData("Ask.\r\nThat completes the interview.\r\n")]
    [InlineData("\uFEFFAsk.\rThat completes the interview.  \n\n")]
    public void Id_is_that_of_the_text_whatever_its_line_breaks_and_edges(string text)
    {
        _folder.Write("interviewer.txt", text);

        EvalPrompt prompt = new PromptFolder(_folder.Path).Read("interviewer");

        Assert.Equal(new PromptFolder(WriteElsewhere("Ask.\nThat completes the interview.")).Read("interviewer").Id, prompt.Id);
        Assert.Equal(64, prompt.Id.Length);
        Assert.Equal("that completes the interview", prompt.EndCue);
        Assert.Equal("Ask.\nThat completes the interview.", prompt.Text);
    }

    [Fact]
    public void Id_is_that_of_composed_letters()
    {
        _folder.Write("a.txt", "caf\u00e9");
        _folder.Write("b.txt", "cafe\u0301");
        var folder = new PromptFolder(_folder.Path);

        Assert.Equal(folder.Read("a").Id, folder.Read("b").Id);
    }

    /// <summary>Computed with Node over <c>name:text.trim()</c>.</summary>
    [Theory]
    [InlineData("interviewer", "Ask.\nWait.\n")]
    [InlineData("interviewer", "Ask.\r\nWait.\r\n")]
    public void Seed_ids_are_those_of_both_line_breaks(string name, string text)
    {
        _folder.Write($"{name}.txt", text);

        EvalPrompt prompt = new PromptFolder(_folder.Path).Read(name);

        Assert.Equal(("9f2e34c1864893d6", "c1a52b327667a9b2"), (prompt.SeedIdLf, prompt.SeedIdCrlf));
    }

    [Theory]
    [InlineData("interviewer", PromptRole.Interviewer)]
    [InlineData("job-screening-interviewer", PromptRole.Interviewer)]
    [InlineData("5 - Partner - Orientation", PromptRole.Interviewer)]
    [InlineData("Subject - Judgement & Problem Solving", PromptRole.Interviewer)]
    [InlineData("cdr_1_screenplay4_subject_judgment", PromptRole.Participant)]
    [InlineData("candidate", PromptRole.Participant)]
    [InlineData("patient-participant", PromptRole.Participant)]
    [InlineData("notes", PromptRole.Unknown)]
    public void Name_says_the_role(string name, PromptRole role)
    {
        _folder.Write($"{name}.txt", "x");

        Assert.Equal(role, new PromptFolder(_folder.Path).Read(name).Role);
    }

    [Theory]
    [InlineData("Hello {{ FirstName }}, {{LastName}} and {{ FirstName }}.", "FirstName", "LastName")]
    [InlineData("Hello {FirstName} and {{}} and {{\n}}.", "")]
    [InlineData("Hello.")]
    public void Placeholders_are_named_once(string text, params string[] names)
    {
        _folder.Write("a.txt", text);

        Assert.Equal(names, new PromptFolder(_folder.Path).Read("a").Placeholders);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("sub/inner")]
    [InlineData("sub\\inner")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("unknown")]
    public void Name_that_is_not_in_the_folder_is_refused(string name)
    {
        _folder.Write("secret.txt", "x");
        Directory.CreateDirectory(_folder.PathOf("prompts", "sub"));
        File.WriteAllText(_folder.PathOf("prompts", "sub", "inner.txt"), "x");
        File.WriteAllText(_folder.PathOf("prompts", "here.txt"), "x");

        EvalException error = Assert.Throws<EvalException>(() => new PromptFolder(_folder.PathOf("prompts")).Read(name));

        Assert.Equal(nameof(EvalErrors.PromptNotFound), error.ErrorId);
        Assert.Contains("the nearest is 'here'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_to_a_file_elsewhere_is_refused()
    {
        _folder.Write("secret.txt", "x");
        Directory.CreateDirectory(_folder.PathOf("prompts"));
        File.CreateSymbolicLink(_folder.PathOf("prompts", "planted.txt"), _folder.PathOf("secret.txt"));

        EvalException error = Assert.Throws<EvalException>(() => new PromptFolder(_folder.PathOf("prompts")).Read("planted"));

        Assert.Contains("a link to a file elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void Prompt_without_text_is_refused(string text)
    {
        _folder.Write("a.txt", text);

        EvalException error = Assert.Throws<EvalException>(() => new PromptFolder(_folder.Path).Read("a"));

        Assert.Contains("no text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_is_found_without_regard_to_case_where_one_file_fits()
    {
        _folder.Write("Alpha.txt", "1");
        _folder.Write("beta.TXT", "2");
        var folder = new PromptFolder(_folder.Path);

        Assert.Equal(("Alpha", "beta"), (folder.Read("alpha.txt").Name, folder.Read("BETA").Name));
    }

    [Fact]
    public void Folder_that_is_missing_is_told() =>
        Assert.Equal("PathNotFound", Assert.Throws<EvalException>(() => new PromptFolder(_folder.PathOf("none"))).ErrorId);

    [Fact]
    public void Shipped_prompts_are_there_for_both_sides()
    {
        var folder = new PromptFolder(PromptFolder.Shipped);
        EvalPrompt[] prompts = [.. folder.Names.Select(folder.Read)];

        Assert.Equal(4, prompts.Count(prompt => prompt is { Role: PromptRole.Interviewer, EndCue.Length: > 0 }));
        Assert.Equal(4, prompts.Count(prompt => prompt.Role == PromptRole.Participant));
        Assert.Equal(prompts.Length, prompts.DistinctBy(prompt => prompt.Id).Count());
    }

    public void Dispose() => _folder.Dispose();

    private string WriteElsewhere(string text)
    {
        Directory.CreateDirectory(_folder.PathOf("other"));
        File.WriteAllText(_folder.PathOf("other", "interviewer.txt"), text);
        return _folder.PathOf("other");
    }
}
