using System.CommandLine;
using RealtimeEvals.Benchmarks.Services;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>
/// <c>load</c>: so many paced sessions against a service in a process of its own, by our client and by that of the package OpenAI in
/// turn. Prints a table and JSON, and the ratios to an earlier result.
/// </summary>
internal static class LoadTool
{
    private static readonly Option<int> Sessions = new("--sessions") { DefaultValueFactory = static _ => 200 };
    private static readonly Option<int> Turns = new("--turns") { DefaultValueFactory = static _ => 20 };
    private static readonly Option<int> TurnSeconds = new("--turn-seconds") { DefaultValueFactory = static _ => 3 };
    private static readonly Option<int> Rounds = new("--rounds") { DefaultValueFactory = static _ => 1 };
    private static readonly Option<string> Service = new("--service") { DefaultValueFactory = static _ => "sandbox" };
    private static readonly Option<LoadClient[]> Clients = new("--client");
    private static readonly Option<string?> Json = new("--json") { Description = "The file that the figures are written to." };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = "A file that --json wrote, to be compared with." };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("load", "Many paced sessions, by our client and by OpenAI's.")
        {
            Sessions, Turns, TurnSeconds, Rounds, Service, Clients, Json, Baseline,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Has one client hold a load against a service, each in a process of its own.</summary>
    /// <param name="service">The service: <c>sandbox</c>, or <c>clock</c> for the one that tells its own times.</param>
    /// <param name="options">The load; its endpoint is that of the service.</param>
    public static async Task<LoadFigures> MeasureAsync(string service, LoadOptions options)
    {
        await using ChildProcess serving = ChildProcess.Start("service", service);
        string endpoint = await serving.ReadLineAsync();
        string[] arguments =
        [
            "load-client", options.Client.ToString(), endpoint, Text(options.Sessions), Text(options.Turns), Text(options.TurnSeconds),
            Text((int)options.Slowdown.TotalMicroseconds),
        ];
        await using ChildProcess client = ChildProcess.Start(arguments);
        return LoadFigures.Parse(await client.ReadLineAsync());
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        LoadClient[] clients = parsed.GetValue(Clients) is { Length: > 0 } some ? some : Enum.GetValues<LoadClient>();
        var measured = clients.ToDictionary(client => client, _ => new List<LoadFigures>());
        for (int round = 0; round < parsed.GetValue(Rounds); round++)
        {
            foreach (LoadClient client in clients)
            {
                var options = new LoadOptions(
                    client, "", parsed.GetValue(Sessions), parsed.GetValue(Turns), parsed.GetValue(TurnSeconds));
                measured[client].Add(await MeasureAsync(parsed.GetValue(Service)!, options));
            }
        }

        LoadFigures[] medians = [.. clients.Select(client => LoadFigures.Median(measured[client]))];
        LoadFigures[] earlier = parsed.GetValue(Baseline) is string path ? await ReadAsync(path, cancellationToken) : [];
        Console.WriteLine(LoadTable.Of(medians, earlier));
        string lines = string.Join('\n', medians.Select(one => one.ToJson()));
        Console.WriteLine(lines);
        if (parsed.GetValue(Json) is string file) await File.WriteAllTextAsync(file, lines + "\n", cancellationToken);
        return 0;
    }

    private static async Task<LoadFigures[]> ReadAsync(string path, CancellationToken cancellationToken) =>
        [.. (await File.ReadAllLinesAsync(path, cancellationToken)).Where(line => line.Length > 0).Select(LoadFigures.Parse)];

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
