using System.Globalization;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class ModelCatalogTests
{
    [Fact]
    public void Shipped_catalog_knows_its_own_defaults()
    {
        ModelCatalog catalog = ModelCatalog.Shipped;

        Assert.Equal("realtime", catalog.Find(catalog.DefaultRealtimeModel)?.Kind);
        Assert.Equal("speech", catalog.Find(catalog.DefaultSpeechModel)?.Kind);
        Assert.NotNull(catalog.Find(catalog.DefaultRealtimeModel)?.UsdPerMillion?.AudioOutput);
        Assert.Null(catalog.Find(catalog.DefaultRealtimeModel)?.EndWarning(catalog.AsOf));
        Assert.NotEmpty(catalog.Voices);
        Assert.NotEmpty(catalog.SpeechVoices);
    }

    [Fact]
    public void Shipped_catalog_is_consistent()
    {
        IReadOnlyList<CatalogModel> models = ModelCatalog.Shipped.Models;

        Assert.Equal(models.Count, models.Select(model => model.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            models,
            model => Assert.Contains(model.Kind, new[] { "realtime", "live", "speech", "transcription", "text" }, StringComparer.Ordinal));
        Assert.All(models.Select(model => model.Replacement).OfType<string>(), id => Assert.NotNull(ModelCatalog.Shipped.Find(id)));
        foreach (TokenPrices prices in models.Select(model => model.UsdPerMillion).OfType<TokenPrices>())
        {
            Assert.All(
                new[] { prices.TextInput, prices.TextOutput, prices.AudioInput, prices.AudioOutput },
                price => Assert.True(price is null or > 0));
            Assert.True(prices.TextCachedInput is null || prices.TextCachedInput <= prices.TextInput);
            Assert.True(prices.AudioCachedInput is null || prices.AudioCachedInput <= prices.AudioInput);
        }
    }

    [Fact]
    public void Find_unknown_or_differently_spelled_model_is_null() =>
        Assert.Null(ModelCatalog.Shipped.Find(ModelCatalog.Shipped.DefaultRealtimeModel.ToUpperInvariant()));

    [Theory]
    [InlineData("2026-10-21", null)]
    [InlineData("2026-10-22", "The model old ends on 2027-01-20. The service names new instead.")]
    [InlineData("2027-01-19", "The model old ends on 2027-01-20. The service names new instead.")]
    [InlineData("2027-01-20", "The model old ended on 2027-01-20. The service names new instead.")]
    [InlineData("2030-01-01", "The model old ended on 2027-01-20. The service names new instead.")]
    public void EndWarning_is_given_from_90_days_before_the_end(string today, string? warning) =>
        Assert.Equal(
            warning,
            new CatalogModel("old", "realtime", new DateOnly(2027, 1, 20), "new", null)
                .EndWarning(DateOnly.Parse(today, CultureInfo.InvariantCulture)));

    [Fact]
    public void EndWarning_without_replacement_names_none() =>
        Assert.Equal(
            "The model old ended on 2026-01-01.",
            new CatalogModel("old", "text", new DateOnly(2026, 1, 1), null, null).EndWarning(new DateOnly(2026, 11, 20)));

    [Fact]
    public void EndWarning_without_end_is_never_given() =>
        Assert.Null(new CatalogModel("m", "text", null, null, null).EndWarning(DateOnly.MaxValue));

    [Theory]
    [InlineData("gpt-live-1", null)]
    [InlineData("gpt-5.1", "2027-04-01")]
    [InlineData("gpt-6.1-sol", null)]
    [InlineData("gpt-6.1-terra", null)]
    [InlineData("gpt-6.2-sol", null)]
    public void Shipped_catalog_knows_models_with_source_and_end(string id, string? end)
    {
        CatalogModel model = Assert.IsType<CatalogModel>(ModelCatalog.Shipped.Find(id));

        Assert.Equal(end is null ? null : DateOnly.Parse(end, CultureInfo.InvariantCulture), model.Ends);
        Assert.All(ModelCatalog.Shipped.Models, one => Assert.StartsWith("https://", one.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"kind\": \"live\"", "\"kind\": \"live\", \"surprise\": 1")]
    [InlineData("\"kind\": \"live\"", "\"kind\": \"live\", \"kind\": \"live\"")]
    [InlineData("\"id\": \"gpt-live-1.1\"", "\"id\": \"gpt-live-1\"")]
    [InlineData("\"usd_per_minute\": 0.05", "\"usd_per_minute\": 0")]
    public void Read_unknown_key_key_or_model_twice_or_free_model_is_refused(string right, string wrong)
    {
        using var folder = new TemporaryFolder();
        string text = File.ReadAllText(ProductData.PathOf("models.json"));

        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Equal(
            "InvalidInput",
            Assert.Throws<EvalException>(
                () => ModelCatalog.Read(folder.Write("models.json", text.Replace(right, wrong, StringComparison.Ordinal)))).ErrorId);
    }

    [Fact]
    public void FindPriced_dated_version_is_charged_as_its_model()
    {
        Assert.Equal("gpt-realtime-2.1", ModelCatalog.Shipped.FindPriced("gpt-realtime-2.1-2026-05-05")?.Id);
        Assert.Null(ModelCatalog.Shipped.FindPriced("gpt-realtime-2.1-preview"));
    }
}
