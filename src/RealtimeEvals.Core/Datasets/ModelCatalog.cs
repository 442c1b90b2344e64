using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeEvals.Files;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>The models, voices, prices and shutdown dates in <c>data/models.json</c>.</summary>
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

    /// <summary>The day on which the catalog was last updated.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The default model under test.</summary>
    public required string DefaultRealtimeModel { get; init; }

    /// <summary>The default model for the caller's speech.</summary>
    public required string DefaultSpeechModel { get; init; }

    /// <summary>The default realtime model that reads the caller's text aloud.</summary>
    public required string DefaultReadingModel { get; init; }

    /// <summary>The default model of the judge.</summary>
    public required string DefaultJudgeModel { get; init; }

    /// <summary>The default model for transcriptions.</summary>
    public required string DefaultTranscriptionModel { get; init; }

    /// <summary>The default text model that plays the participant of an interview.</summary>
    public required string DefaultParticipantModel { get; init; }

    /// <summary>The voices of realtime models.</summary>
    public required IReadOnlyList<string> Voices { get; init; }

    /// <summary>The voices of the speech endpoint.</summary>
    public required IReadOnlyList<string> SpeechVoices { get; init; }

    /// <summary>The models, each with a unique id.</summary>
    public required IReadOnlyList<CatalogModel> Models { get; init; }

    /// <summary>The catalog that ships with the product.</summary>
    public static ModelCatalog Shipped => Loaded.Value;

    /// <summary>Returns the model with an id; null when the catalog does not have it.</summary>
    public CatalogModel? Find(string id) => Models.FirstOrDefault(model => model.Id == id);

    /// <summary>
    /// Returns the model whose prices apply to <paramref name="id"/>: the model itself, or the one of which it is a dated version; null
    /// when the catalog has neither.
    /// </summary>
    public CatalogModel? FindPriced(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        const string Date = "-yyyy-MM-dd";
        bool isDated = id.Length > Date.Length
            && DateOnly.TryParseExact(id[^Date.Length..], Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return Find(id) ?? (isDated ? Find(id[..^Date.Length]) : null);
    }

    /// <summary>Whether the model is the default for some purpose.</summary>
    public bool IsDefault(string id) => Defaults.Contains(id, StringComparer.Ordinal);

    /// <summary>Reads a catalog strictly: unknown keys, duplicate keys and duplicate models are rejected.</summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: all problems in the catalog.</exception>
    public static ModelCatalog Read(string path)
    {
        try
        {
            byte[] json = PlainFile.Read(path, InputLimits.TextBytes);
            ModelCatalog catalog = JsonSerializer.Deserialize<ModelCatalog>(json, Options) ?? throw new JsonException("It is null.");
            DataProblem[] problems =
                [.. catalog.FindProblems().Select(fault => new DataProblem(path, null, fault.Place, fault.Found, fault.Expected))];
            return problems.Length == 0 ? catalog : throw EvalErrors.InvalidInput(problems);
        }
        catch (JsonException exception)
        {
            throw EvalErrors.InvalidInput([new DataProblem(path, null, exception.Path, exception.Message, "the table of models")]);
        }
    }

    private string[] Defaults =>
    [
        DefaultRealtimeModel,
        DefaultSpeechModel,
        DefaultReadingModel,
        DefaultJudgeModel,
        DefaultTranscriptionModel,
        DefaultParticipantModel,
    ];

    private IEnumerable<(string Place, string Found, string Expected)> FindProblems()
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
