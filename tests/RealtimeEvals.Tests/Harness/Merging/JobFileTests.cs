using k8s;
using k8s.Models;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Merging;

/// <summary>The job files of the docs that no test can run, as those read them for whom they are written.</summary>
public sealed class JobFileTests
{
    [Fact]
    public void Kubernetes_knows_everything_in_its_job_file()
    {
        string yaml = File.ReadAllText(PathOf("kubernetes-indexed-job.yaml"));

        V1Job[] jobs = [.. KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<V1Job>()];

        V1Job shards = jobs[0];
        Assert.Equal(["nightly-shards", "nightly-merge"], jobs.Select(job => job.Metadata.Name));
        Assert.Equal("Indexed", shards.Spec.CompletionMode);
        Assert.Equal(
            (shards.Spec.Completions, shards.Spec.Completions, "Never"),
            (shards.Spec.Parallelism, int.Parse(Variable(shards, "REALTIME_EVALS_SHARD_COUNT"), null),
                shards.Spec.Template.Spec.RestartPolicy));
        Assert.Equal(Variable(shards, "RUN_NAME"), Variable(jobs[1], "RUN_NAME"));
        Assert.Equal(Variable(shards, "RESULTS"), Variable(jobs[1], "RESULTS"));
        Assert.True(jobs[1].Spec.Suspend);
    }

    [Fact]
    public void Kubernetes_would_find_a_name_that_it_does_not_know()
    {
        string yaml = File.ReadAllText(PathOf("kubernetes-indexed-job.yaml"))
            .Replace("completionMode:", "completionModes:", StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(yaml, strict: true));
    }

    [Fact(Timeout = 240_000)]
    public async Task GitHub_finds_nothing_wrong_with_its_workflow()
    {
        CancellationToken limit = TestContext.Current.CancellationToken;
        string packages = await Node.PackagesAsync(limit);

        (int code, string output) = await Node.TestAsync(
            "workflow.mjs",
            new Dictionary<string, string>
            {
                ["SANDBOX_PACKAGES"] = packages,
                ["WORKFLOW"] = PathOf("github-matrix.yml"),
            },
            limit);

        Assert.True(code == 0, output);
        Assert.Contains("# pass 3", output, StringComparison.Ordinal);
    }

    private static string Variable(V1Job job, string name) =>
        job.Spec.Template.Spec.Containers.Single().Env.Single(variable => variable.Name == name).Value;

    private static string PathOf(string name) => Path.Combine(Repository.Root, "docs", "jobs", name);
}
