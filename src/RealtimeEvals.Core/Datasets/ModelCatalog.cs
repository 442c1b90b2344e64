using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>The models, voices, prices and end dates of <c>data/models.json</c>.</summary>
public sealed record ModelCatalog
{
    private static readonly JsonSerializerOptions Options = StrictJson.For(new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true });
    private static readonly Lazy<ModelCatalog> Loaded = new(Load);

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

    private static ModelCatalog Load()
    {
        string path = ProductData.PathOf("models.json");
        try
        {
            return JsonSerializer.Deserialize<ModelCatalog>(File.ReadAllBytes(path), Options)!;
        }
        catch (JsonException exception)
        {
            throw EvalErrors.InvalidInput([new DataProblem(path, null, exception.Path, exception.Message, "the table of models")]);
        }
    }
}
