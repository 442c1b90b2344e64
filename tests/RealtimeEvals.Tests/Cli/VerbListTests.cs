using System.CommandLine;
using RealtimeEvals.Cli;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The verbs that a start does not need are there without their flags.</summary>
public sealed class VerbListTests
{
    [Fact]
    public void A_verb_is_listed_as_it_is() => Assert.All(Verb.All, verb =>
    {
        Command whole = verb.Create();
        Command shown = verb.Shown();
        Assert.Equal(whole.Name, shown.Name);
        Assert.Equal(whole.Description, shown.Description);
        Assert.Equal(whole.Arguments.Select(one => one.Name), shown.Arguments.Select(one => one.Name));
        Assert.Equal(whole.Aliases, shown.Aliases);
        Assert.Empty(whole.Subcommands);
    });

    [Theory]
    [InlineData("crawl", "--sandbox")]
    [InlineData("--help", "crawl")]
    [InlineData("@words.txt")]
    [InlineData("[suggest]", "crawl --san")]
    public void The_verb_that_a_command_line_may_mean_has_its_flags(params string[] args) =>
        Assert.NotEmpty(Verb.RootOf(args).Subcommands.Single(one => one.Name == "crawl").Options);

    [Fact]
    public void Other_verbs_have_none() =>
        Assert.Empty(Verb.RootOf(["crawl"]).Subcommands.Single(one => one.Name == "walk").Options);
}
