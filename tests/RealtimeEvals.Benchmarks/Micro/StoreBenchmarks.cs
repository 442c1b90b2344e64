using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>A store of 200 interviews with 400 turns each, beside bare queries of the same rows: the list, and one interview.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class StoreBenchmarks
{
    private const int Interviews = 200;
    private const int TurnsEach = 400;
    private const string List = "list";
    private const string One = "one";

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-evals-").FullName;
    private string _path = "";
    private SqliteStore? _store;
    private long _key;

    [GlobalSetup]
    public void Prepare()
    {
        _path = Path.Combine(_folder, "runs.sqlite");
        _store = SqliteStore.Open(_path, TimeProvider.System);
        string prompt = new('p', 3_000);
        BenchmarkTurn[] turns =
        [
            .. Enumerable.Range(1, TurnsEach).Select(number => new BenchmarkTurn(
                number, (Speaker)(number % 2), new string('w', 120), DateTimeOffset.UnixEpoch.AddSeconds(number), 400)),
        ];
        _store.Import(
        [
            .. Enumerable.Range(0, Interviews).Select(number => new BenchmarkRun
            {
                Id = FormattableString.Invariant($"nightly/{number}"),
                StartedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
                InterviewerPromptText = prompt,
                ParticipantPromptText = prompt,
                Turns = new(turns),
            }),
        ]);
        _key = _store.ListBenchmarks()[Interviews / 2].Key;
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _store?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(List)]
    public int ListByBareQuery() => Read($"{FoundInterview.Sql} ORDER BY i.started_at DESC, i.key DESC");

    [Benchmark]
    [BenchmarkCategory(List)]
    public object ListByStore() => _store!.ListBenchmarks();

    [Benchmark(Baseline = true)]
    [BenchmarkCategory(One)]
    public int OneByBareQuery() => Read($"{FoundInterview.Sql} WHERE i.key = @key; {DetailRows.SqlOf(BenchmarkParts.All)}");

    [Benchmark]
    [BenchmarkCategory(One)]
    public object? OneByStore() => _store!.FindBenchmark(_key);

    private int Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_path};Mode=ReadOnly");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@key", _key);
        using SqliteDataReader reader = command.ExecuteReader();
        int rows = 0;
        do
        {
            object[] values = new object[reader.FieldCount];
            for (; reader.Read(); rows++) reader.GetValues(values);
        }
        while (reader.NextResult());
        return rows;
    }
}
