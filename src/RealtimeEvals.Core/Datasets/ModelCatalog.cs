using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>The models, voices, prices and end dates of <c>data/models.json</c>.</summary>
public sealed record ModelCatalog
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    private static readonly string[] Kinds = ["realtime", "live", "speech", "transcription", "text"];
    private static readonly Lazy<ModelCatalog> Loaded = new(() => Read(ProductData.PathOf("models.json")));

    /// <summary>The day of the table.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The model under test when none is named.</summary>
    public required string DefaultRealtimeModel { get; init; }

    /// <summary>The model that makes the caller's speech when none is named.</summary>
    public required string DefaultSpeechModel { get; init; }

    /// <summary>The realtime model that reads the caller's text aloud when none is named.</summary>
    public required string DefaultReadingModel { get; init; }

    /// <summary>The model that judges when none is named.</summary>
    public required string DefaultJudgeModel { get; init; }

    /// <summary>The model that writes down what was said when none is named.</summary>
    public required string DefaultTranscriptionModel { get; init; }

    /// <summary>Voices of realtime models.</summary>
    public required IReadOnlyList<string> Voices { get; init; }

    /// <summary>Voices of the speech endpoint.</summary>
    public required IReadOnlyList<string> SpeechVoices { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<CatalogModel> Models { get; init; }

    /// <summary>The catalog that ships with the product.</summary>
    public static ModelCatalog Shipped => Loaded.Value;

    /// <summary>The model of that id; null when the table does not know it.</summary>
    public CatalogModel? Find(string id) => Models.FirstOrDefault(model => model.Id == id);

    /// <summary>
    /// The model by whose prices <paramref name="id"/> is charged: itself, or what it is a dated version of; null when the table knows
    /// neither.
    /// </summary>
    public CatalogModel? FindPriced(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        const string Date = "-yyyy-MM-dd";
        bool isDated = id.Length > Date.Length
            && DateOnly.TryParseExact(id[^Date.Length..], Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return Find(id) ?? (isDated ? Find(id[..^Date.Length]) : null);
    }

    /// <summary>Whether the product takes that model by itself where nobody names one.</summary>
    public bool IsDefault(string id) => Defaults.Contains(id, StringComparer.Ordinal);

    /// <summary>Reads a table strictly: a key that is not known, a key twice or a model twice is refused.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: every problem of the table.</exception>
    public static ModelCatalog Read(string path)
    {
        try
        {
            byte[] json = PlainFile.Read(path, InputLimits.TextBytes);
            ModelCatalog catalog = JsonSerializer.Deserialize<ModelCatalog>(json, Options) ?? throw new JsonException("It is null.");
            DataProblem[] problems =
                [.. catalog.FindFaults().Select(fault => new DataProblem(path, null, fault.Place, fault.Found, fault.Expected))];
            return problems.Length == 0 ? catalog : throw EvalErrors.InvalidInput(problems);
        }
        catch (JsonException exception)
        {
            throw EvalErrors.InvalidInput([new DataProblem(path, null, exception.Path, exception.Message, "the table of models")]);
        }
    }

    private string[] Defaults =>
        [DefaultRealtimeModel, DefaultSpeechModel, DefaultReadingModel, DefaultJudgeModel, DefaultTranscriptionModel];

    private IEnumerable<(string Place, string Found, string Expected)> FindFaults()
    {
        IEnumerable<IGrouping<string, CatalogModel>> byId = Models.GroupBy(model => model.Id, StringComparer.Ordinal);
        foreach (IGrouping<string, CatalogModel> same in byId.Where(same => same.Count() > 1))
            yield return (same.Key, "more than one entry", "one entry a model");
        foreach (string id in Defaults.Distinct(StringComparer.Ordinal).Where(id => Find(id) is null))
            yield return (id, "a default without an entry", "an entry for each default");
        foreach (CatalogModel model in Models)
        {
            if (!Kinds.Contains(model.Kind, StringComparer.Ordinal))
            {
                yield return (model.Id, $"the kind '{model.Kind}'", string.Join(", ", Kinds));
            }

            if (string.IsNullOrWhiteSpace(model.Source) || model.SourceDate == default)
            {
                yield return (model.Id, "no source or no date of it", "source and source_date");
            }

            if (model.UsdPerMinute is <= 0 || PricesOf(model.UsdPerMillion).Any(price => price is <= 0))
            {
                yield return (model.Id, "a price that is not above 0", "a price, or null where none is known");
            }
        }
    }

    private static decimal?[] PricesOf(TokenPrices? prices) => prices is null
        ? []
        : [prices.TextInput, prices.TextCachedInput, prices.TextOutput, prices.AudioInput, prices.AudioCachedInput, prices.AudioOutput];
}
