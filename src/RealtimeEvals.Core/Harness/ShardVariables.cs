using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>
/// Finds the shard of a job in the variables that Slurm sets in an array job, Kubernetes in an Indexed Job, or a workflow of GitHub in a
/// matrix. Whatever is not certain is an error, because a shard that is run twice leaves another one out.
/// </summary>
internal static class ShardVariables
{
    /// <summary>The word for the shard that the variables tell.</summary>
    public const string Auto = "auto";

    /// <summary>The variable with the number of shards, where the others do not tell it.</summary>
    public const string Count = "REALTIME_EVALS_SHARD_COUNT";

    private const string SlurmTask = "SLURM_ARRAY_TASK_ID";
    private const string KubernetesIndex = "JOB_COMPLETION_INDEX";
    private const string GitHubIndex = "STRATEGY_JOB_INDEX";
    private const string GitHubTotal = "STRATEGY_JOB_TOTAL";

    private static readonly (string Name, Func<int?, Shard> Read)[] Sources =
        [(SlurmTask, OfSlurm), (KubernetesIndex, OfKubernetes), (GitHubIndex, OfGitHub)];

    /// <summary>Returns the shard of this job.</summary>
    /// <param name="count">The number of shards as it was given; null when it was not.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: the variables are missing, or do not fit each other.</exception>
    public static Shard Find(int? count)
    {
        (string Name, Func<int?, Shard> Read)[] found =
            [.. Sources.Where(source => ServiceEnvironment.ShardVariable(source.Name).Length > 0)];
        return found switch
        {
            [var only] => only.Read(count),
            [] => throw Problem(
                $"none of {string.Join(", ", Sources.Select(source => source.Name))} is set, "
                + "as Slurm sets the first in an array job, Kubernetes the second in an Indexed Job, "
                + "and a workflow of GitHub the third where it passes strategy.job-index on"),
            _ => throw Problem($"{string.Join(" and ", found.Select(source => source.Name))} are set, and they are of different systems"),
        };
    }

    /// <summary>
    /// An array of Slurm may start at any number and go on in steps. One that has holes, or of which a part is submitted again, does not
    /// tell the place of a task.
    /// </summary>
    private static Shard OfSlurm(int? count)
    {
        int task = Required(SlurmTask);
        int first = Required("SLURM_ARRAY_TASK_MIN");
        int last = Required("SLURM_ARRAY_TASK_MAX");
        int tasks = Required("SLURM_ARRAY_TASK_COUNT");
        int step = Optional("SLURM_ARRAY_TASK_STEP") ?? 1;
        if (step < 1 || task < first || task > last || (task - first) % step != 0 || ((last - first) / step) + 1 != tasks)
        {
            throw Problem(FormattableString.Invariant(
                $"the tasks {first} to {last} of the array, {tasks} in all in steps of {step}, do not tell which shard task {task} is; ")
                + "submit all of them, such as the array 1-4, or requeue the one that is to be run again");
        }

        return Checked(((task - first) / step) + 1, tasks, count ?? Optional(Count), "SLURM_ARRAY_TASK_COUNT");
    }

    /// <summary>Kubernetes numbers the pods of an Indexed Job from 0, and does not tell how many there are.</summary>
    private static Shard OfKubernetes(int? count) =>
        Checked(Required(KubernetesIndex) + 1, count ?? Required(Count), Optional(Count), Count);

    /// <summary>A matrix of GitHub numbers its jobs from 0.</summary>
    private static Shard OfGitHub(int? count) =>
        Checked(Required(GitHubIndex) + 1, Required(GitHubTotal), count ?? Optional(Count), GitHubTotal);

    private static Shard Checked(int index, int count, int? told, string name)
    {
        if (told is int other && other != count)
        {
            throw Problem(FormattableString.Invariant($"{name} and the number of shards differ: {count} and {other}; ")
                + "where a part of the jobs is run again, name each shard by its number");
        }

        return index <= count && count <= Shard.MaximumCount
            ? new Shard(index, count)
            : throw Problem(FormattableString.Invariant($"there is no shard {index} of {count}; at most {Shard.MaximumCount} can be"));
    }

    private static int Required(string name) => Optional(name) ?? throw Problem($"{name} is not set");

    private static int? Optional(string name)
    {
        string text = ServiceEnvironment.ShardVariable(name);
        if (text.Length == 0) return null;
        return Shard.NumberOf(text) ?? throw Problem($"{name} is '{text}', and must be a whole number");
    }

    private static EvalException Problem(string why) =>
        EvalErrors.InvalidSetting([$"The shard cannot be told from the environment: {why}. Otherwise name it, such as 2/4."]);
}
