using System.Text;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class CrawlInputCliTests
{
    private const string Header = "example_id,user_text,gt_tool_call,gt_tool_call_arg\n";

    /// <summary>The data file; what the one message must hold.</summary>
    public static TheoryData<string, string[]> BadData => new()
    {
        { "example_id,user_text,gt_tool_call\na,Hello.,\n", ["row 1", "gt_tool_call_arg", "no such column", "a header with"] },
        { $"{Header}a,Hello.\n", ["row 2", "2 cells", "expected 4"] },
        { $"{Header}a,Hello.,,\nA,Hello.,,\n", ["row 3", "example_id", "row 2", "an id of its own"] },
        { $"{Header}../x,Hello.,,\n", ["row 2", "example_id", "'../x'", "letters, digits"] },
        { $"{Header}CON,Hello.,,\n", ["row 2", "example_id", "'CON'", "device name"] },
        { $"{Header}{new string('a', 300)},Hello.,,\n", ["row 2", "example_id", "300 characters", "1 to 100"] },
        { $"{Header}a, ,,\n", ["row 2", "user_text", "blank"] },
        { $"{Header}a,Hello.,get_account_balance,\"[1]\"\n", ["row 2", "gt_tool_call_arg", "a JSON object"] },
        { $"{Header}a,Hello.,get_account_balance,\"{{\"\"account_id\"\":\"\n", ["row 2", "gt_tool_call_arg", "not JSON", "a JSON object"] },
        { $"{Header}a,Hello.,get_account_balance,\"{{\"\"acount\"\":1}}\"\n", ["row 2", "gt_tool_call_arg", "'acount'", "a parameter"] },
        { $"{Header}a,Hello.,fly,\n", ["row 2", "gt_tool_call", "'fly'", "get_account_balance, make_payment"] },
        { $"{Header}a,Hello.,,\"{{}}\"\n", ["row 2", "gt_tool_call_arg", "arguments without a tool"] },
        { Header, ["no rows", "at least one case"] },
        { "", ["row 1", "example_id", "no such column"] },
        { $"{Header}a,\"Hel\"lo,,\n", ["row 2", "quote"] },
        { $"{Header}a,\"Hello.,,\nb,Hello.,,\n", ["row 2"] },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(BadData))]
    public async Task Data_that_is_wrong_is_one_error_that_names_the_place(string content, string[] words)
    {
        using var folder = new CliFolder();
        string path = folder.Write("cases.csv", content);

        await AssertRefusedAsync(folder, "InvalidInput", [path, "expected", .. words], "--sandbox", "--data-csv", "cases.csv");
    }

    [Fact(Timeout = 300_000)]
    public async Task Data_in_UTF_16_is_refused_as_such()
    {
        using var folder = new CliFolder();
        await File.WriteAllTextAsync(folder.PathOf("cases.csv"), $"{Header}a,Hello.,,\n", Encoding.Unicode);

        await AssertRefusedAsync(folder, "InvalidInput", ["cases.csv", "UTF-8"], "--sandbox", "--data-csv", "cases.csv");
    }

    [Fact(Timeout = 300_000)]
    public async Task Everything_that_is_wrong_stands_in_one_message()
    {
        using var folder = new CliFolder();
        folder.Write("cases.csv", $"{Header}CON,Hello.,,\nb, ,,\nb,Hello.,fly,[]\n");
        folder.Write("prompt.txt", " \n");

        await AssertRefusedAsync(
            folder, "InvalidInput",
            [
                "6 problems", "prompt.txt", "row 2, example_id", "row 3, user_text",
                "row 4, example_id", "row 4, gt_tool_call:", "row 4, gt_tool_call_arg",
            ],
            "--sandbox", "--data-csv", "cases.csv", "--system-prompt-file", "prompt.txt");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("{}", "$", "a JSON object")]
    [InlineData("[{\"type\":\"function\"}]", "$[0].name", "missing or blank")]
    [InlineData("[1]", "$[0]", "not a function")]
    [InlineData("[", "tools.json", "not JSON")]
    public async Task Tools_that_are_wrong_are_one_error_that_names_the_place(string content, string place, string found)
    {
        using var folder = new CliFolder();
        folder.Write("tools.json", content);

        await AssertRefusedAsync(
            folder, "InvalidInput", ["tools.json", place, found, "expected"], "--sandbox", "--tools-file", "tools.json");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("--data-csv")]
    [InlineData("--tools-file")]
    [InlineData("--system-prompt-file")]
    public async Task File_that_is_missing_or_a_folder_is_named(string flag)
    {
        using var folder = new CliFolder();

        await AssertRefusedAsync(folder, "InvalidInput", [folder.PathOf("nothing.txt"), "no such file"], "--sandbox", flag, "nothing.txt");
        await AssertRefusedAsync(folder, "InvalidInput", ["a folder", "expected a file"], "--sandbox", flag, ".");
    }

    [Fact(Timeout = 300_000)]
    public async Task Results_folder_that_is_a_file_is_refused()
    {
        using var folder = new CliFolder();
        string path = folder.Write("taken", "a file");

        await AssertRefusedAsync(folder, "ResultsNotWritable", [path], "--sandbox", "--results-dir", "taken");
        Assert.Equal("a file", await File.ReadAllTextAsync(path));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("chunk length", "--chunk-ms", "0")]
    [InlineData("chunk length", "--chunk-ms", "-5")]
    [InlineData("throttle limit", "--throttle-limit", "0")]
    [InlineData("time limit", "--timeout", "0")]
    [InlineData("time limit", "--timeout", "NaN")]
    [InlineData("time limit", "--total-timeout", "-1")]
    [InlineData("retry limit", "--retry-limit", "-1")]
    [InlineData("number of cases", "--max-examples", "-1")]
    [InlineData("sample rate", "--sample-rate-hz", "1")]
    [InlineData("run name", "--run-name", "../up")]
    [InlineData("model", "--model", "")]
    [InlineData("--chunk-ms", "--chunk-ms", "many")]
    [InlineData("'mp3'", "--input-audio-format", "mp3")]
    [InlineData("--output", "--output", "7")]
    [InlineData("--auth-scheme", "--auth-scheme", "9")]
    [InlineData("--frobnicate", "--frobnicate", "1")]
    [InlineData("smoke", "--sandbox-fault", "smoke")]
    [InlineData("not both", "--force", "--resume")]
    [InlineData("name it", "--resume")]
    public async Task Setting_that_is_wrong_is_one_error_of_usage(string words, params string[] arguments)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.CrawlAsync(["--sandbox", .. arguments]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("results")));
    }

    /// <summary>Exit code 2, one error with these words, nothing on standard output, no run and no speech.</summary>
    private static async Task AssertRefusedAsync(CliFolder folder, string id, string[] words, params string[] arguments)
    {
        (int exitCode, string output, string error) = await folder.CrawlAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(
            $"error {id}: ",
            Assert.Single(error.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.PathOf("results")));
        Assert.False(Directory.Exists(folder.PathOf("speech")));
    }
}
