using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A cluster of Slurm with one node, this machine, on loopback and with a key of its own; it ends with the test. Where Slurm is not
/// installed, or the user may not run it, the test is skipped and says why.
/// </summary>
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];

    private string Configuration => _folder.PathOf("slurm.conf");

    /// <summary>Starts it, and returns when its node takes jobs.</summary>
    public static async Task<SlurmCluster> StartAsync()
    {
        string[] needed = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged", "/usr/bin/sbatch"];
        string[] missing = [.. needed.Where(program => !File.Exists(program))];
        if (missing.Length > 0) Assert.Skip($"THE SLURM ARRAY WAS NOT RUN: {string.Join(", ", missing)} are not installed.");
        if (Environment.UserName != "root") Assert.Skip("THE SLURM ARRAY WAS NOT RUN: only root may start the jobs of a cluster.");
        var cluster = new SlurmCluster();
        try
        {
            await cluster.BeginAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command that talks to the cluster.</summary>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="environment">What it is told, beside where the cluster is.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>What it wrote.</returns>
    public async Task<string> RunAsync(
        string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        (int code, string output) = await TryAsync(workingFolder, environment, command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}: {output}\n{Logs()}");
        return output;
    }

    /// <summary>Waits until no job is waiting or running.</summary>
    public Task IdleAsync() => Until.TrueAsync(
        "the end of all jobs",
        async () => (await RunAsync(_folder.Path, Nothing, "squeue", "--noheader")).Trim().Length == 0);

    public async ValueTask DisposeAsync()
    {
        foreach (Process daemon in Enumerable.Reverse(_daemons))
        {
            if (!daemon.HasExited) await Signals.SendAsync("-TERM", daemon);
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    private static string Host => Dns.GetHostName().Split('.')[0];

    private async Task BeginAsync()
    {
        // Munge hands its key to nobody whose folder others may write.
        string secret = Directory.CreateDirectory(_folder.PathOf("munge")).FullName;
        UnixFile.SetMode(_folder.Path, "755");
        UnixFile.SetMode(secret, "711");
        string key = Path.Combine(secret, "key");
        await File.WriteAllBytesAsync(key, RandomNumberGenerator.GetBytes(1024));
        UnixFile.SetMode(key, "400");
        string socket = Path.Combine(secret, "socket");
        foreach (string folder in new[] { "state", "spool" }) Directory.CreateDirectory(_folder.PathOf(folder));
        await File.WriteAllTextAsync(Configuration, ConfigurationOf(socket));
        Start(
            "/usr/sbin/munged", "--foreground", "--force", $"--key-file={key}", $"--socket={socket}",
            $"--pid-file={Path.Combine(secret, "pid")}", $"--log-file={Path.Combine(secret, "log")}",
            $"--seed-file={Path.Combine(secret, "seed")}", "--num-threads=2");
        await Until.TrueAsync("the socket of munge", () => Task.FromResult(File.Exists(socket)));
        Start("/usr/sbin/slurmctld", "-D", "-f", Configuration);
        Start("/usr/sbin/slurmd", "-D", "-f", Configuration, "-N", Host);
        await Until.TrueAsync("a node that takes jobs", async () =>
            (await TryAsync(_folder.Path, Nothing, "sinfo", "--noheader", "--format=%T")).Output.Trim() == "idle");
    }

    private string ConfigurationOf(string socket) => string.Create(CultureInfo.InvariantCulture, $"""
        ClusterName=shards
        SlurmctldHost={Host}(127.0.0.1)
        SlurmUser=root
        SlurmdUser=root
        AuthType=auth/munge
        AuthInfo=socket={socket}
        CredType=cred/munge
        SlurmctldPort={FreePort()}
        SlurmdPort={FreePort()}
        SlurmctldPidFile={_folder.PathOf("slurmctld.pid")}
        SlurmdPidFile={_folder.PathOf("slurmd.pid")}
        StateSaveLocation={_folder.PathOf("state")}
        SlurmdSpoolDir={_folder.PathOf("spool")}
        SlurmctldLogFile={_folder.PathOf("slurmctld.log")}
        SlurmdLogFile={_folder.PathOf("slurmd.log")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        MpiDefault=none
        JobCompType=jobcomp/none
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        ReturnToService=2
        CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
        SlurmdParameters=config_overrides
        NodeName={Host} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
        PartitionName=main Nodes={Host} Default=YES MaxTime=INFINITE State=UP

        """);

    private void Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process daemon = Process.Start(start)!;
        daemon.OutputDataReceived += static (_, _) => { };
        daemon.ErrorDataReceived += static (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        _daemons.Add(daemon);
    }

    private async Task<(int Code, string Output)> TryAsync(
        string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SLURM_CONF"] = Configuration;
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = Until.Limited();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private string Logs() => string.Join('\n', Directory.GetFiles(_folder.Path, "*.log").Select(File.ReadAllText));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
