using System.Globalization;
using RealtimeEvals.Datasets;
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
        Assert.All(models, model => Assert.Contains(model.Kind, new[] { "realtime", "speech", "transcription", "text" }, StringComparer.Ordinal));
        Assert.All(models.Select(model => model.Replacement).OfType<string>(), id => Assert.NotNull(ModelCatalog.Shipped.Find(id)));
        foreach (TokenPrices prices in models.Select(model => model.UsdPerMillion).OfType<TokenPrices>())
        {
            Assert.All(new[] { prices.TextInput, prices.TextOutput, prices.AudioInput, prices.AudioOutput }, price => Assert.True(price is null or > 0));
            Assert.True(prices.TextCachedInput is null || prices.TextCachedInput <= prices.TextInput);
            Assert.True(prices.AudioCachedInput is null || prices.AudioCachedInput <= prices.AudioInput);
        }
    }

    [Fact]
    public void Find_unknown_or_differently_spelled_model_is_null() => Assert.Null(ModelCatalog.Shipped.Find(ModelCatalog.Shipped.DefaultRealtimeModel.ToUpperInvariant()));

    [Theory]
    [InlineData("2026-10-21", null)]
    [InlineData("2026-10-22", "The model old ends on 2027-01-20. The service names new instead.")]
    [InlineData("2027-01-19", "The model old ends on 2027-01-20. The service names new instead.")]
    [InlineData("2027-01-20", "The model old ended on 2027-01-20. The service names new instead.")]
    [InlineData("2030-01-01", "The model old ended on 2027-01-20. The service names new instead.")]
    public void EndWarning_is_given_from_90_days_before_the_end(string today, string? warning) =>
        Assert.Equal(warning, new CatalogModel("old", "realtime", new DateOnly(2027, 1, 20), "new", null).EndWarning(DateOnly.Parse(today, CultureInfo.InvariantCulture)));

    [Fact]
    public void EndWarning_without_replacement_names_none() =>
        Assert.Equal("The model old ended on 2026-01-01.", new CatalogModel("old", "text", new DateOnly(2026, 1, 1), null, null).EndWarning(new DateOnly(2026, 11, 20)));

    [Fact]
    public void EndWarning_without_end_is_never_given() => Assert.Null(new CatalogModel("m", "text", null, null, null).EndWarning(DateOnly.MaxValue));
}
