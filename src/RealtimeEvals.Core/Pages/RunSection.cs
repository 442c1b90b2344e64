using System.Globalization;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Plots;
using RealtimeEvals.Reporting;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Pages;

/// <summary>Makes the section of one run: figures, pictures, what failed, the table of cases, and their details.</summary>
/// <param name="templates">The templates.</param>
/// <param name="painter">Draws the pictures; null for none.</param>
/// <param name="settings">What the reader asked for.</param>
internal sealed class RunSection(IPageTemplates templates, IPlotPainter? painter, PageSettings settings)
{
    private const int MostFailures = 100;
    private const int MostInlineCases = 40;
    private const int MostInlineCharacters = 900_000;

    /// <summary>Returns the section.</summary>
    /// <param name="key">The key of the run in the page.</param>
    /// <param name="reported">The run.</param>
    /// <param name="paths">Makes links.</param>
    public RunPart Of(string key, ReportRun reported, IFileAddresses paths)
    {
        PlotRun run = PlotRun.Of(reported.Evidence);
        var details = new CaseDetails(new RunSound(reported.Evidence.RunPath, paths, settings.EmbedAudio));
        (string Key, EvidenceCase Case)[] cases =
            [.. reported.Evidence.Cases.Select((one, index) => (FormattableString.Invariant($"{key}-{index + 1}"), one))];
        (string Key, EvidenceCase Case)[] worstFirst = [.. cases.OrderBy(one => OutcomeTone.Rank(one.Case.Outcome))];
        (IReadOnlyList<PlotPart> plots, string plotsNote) = PlotsOf(run);
        bool isLinked = settings.CaseAddress is not null;
        List<InlineCase> inline = !isLinked && cases.Length <= MostInlineCases ? InlineOf(worstFirst, details) : [];
        RowPart[] rows = [.. worstFirst.Select(one => RowOf(one.Key, one.Case, inline.Count > 0))];
        IReadOnlyList<PackPart> packs = [];
        if (!isLinked && cases.Length > MostInlineCases)
        {
            (packs, rows) = PackOf(key, worstFirst, details, rows, plots.Sum(plot => plot.Svg.Length));
        }

        (string Key, EvidenceCase Case)[] failed = [.. worstFirst.Where(one => one.Case.Outcome != Outcome.Pass)];
        int left = rows.Count(row => row.Href.Length == 0);
        return new RunPart
        {
            Key = key,
            Name = reported.Name,
            Harness = run.Manifest?.Harness ?? "",
            State = run.Manifest is RunManifest known ? known.State.ToString().ToLowerInvariant() : "",
            Provider = string.Join(", ", reported.Evidence.Providers.Where(one => one.Length > 0)),
            Model = run.Manifest?.ResolvedModel ?? "",
            StartedAt = (run.Manifest?.StartedAt ?? reported.StartedAt) is DateTimeOffset time ? PageText.Time(time) : "",
            Duration = run.Manifest is { EndedAt: DateTimeOffset ended } manifest ? PageText.Duration(ended - manifest.StartedAt) : "",
            Folder = paths.Of(reported.Evidence.RunPath),
            Findings = [.. FindingsOf(reported, run)],
            Cards = [.. RunCards.Of(run)],
            Failures = [.. failed.Take(MostFailures).Select(one => FailureOf(one.Key, one.Case))],
            FailuresMore = Math.Max(0, failed.Length - MostFailures),
            Plots = plots,
            PlotsNote = plotsNote,
            Outcomes =
            [
                .. OutcomeTone.WorstFirst.Where(outcome => reported.Evidence.Count(outcome) > 0)
                    .Select(outcome => new OutcomePart(outcome.ToString(), CaseDetails.ToneOf(outcome), reported.Evidence.Count(outcome))),
            ],
            Tags = Distinct(rows, row => row.Tags.Split("; ", StringSplitOptions.RemoveEmptyEntries)),
            Conditions = Distinct(rows, row => [row.Condition]),
            Tools = Distinct(rows, row => row.Tool.Split("; ", StringSplitOptions.RemoveEmptyEntries)),
            Rows = rows,
            Packs = packs,
            Cases = inline,
            DetailsNote = left == 0 ? "" : FormattableString.Invariant(
                $"The details of {left} of {rows.Length} cases are left out to keep the page small; they are in the folder of the run."),
            Settings = [.. SettingsOf(run, isHash: false)],
            Hashes = [.. SettingsOf(run, isHash: true)],
            Versions = [.. VersionsOf(run)],
        };
    }

    private (IReadOnlyList<PlotPart> Plots, string Note) PlotsOf(PlotRun run)
    {
        if (painter is null) return ([], "Plots were not asked for.");
        if (run.Evidence.Cases.Count == 0) return ([], "There is nothing to draw: no case has a result.");
        try
        {
            return ([.. PlotCatalog.Of(run).Select(sheet => new PlotPart(
                PlotCatalog.FileNameOf(sheet.Kind), sheet.Title, InlineSvg.Of(painter.Draw(sheet, PlotFormat.Svg, PlotTheme.Auto))))], "");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return ([], $"The plots could not be drawn: {ReportText.Clean(exception.Message)}");
        }
    }

    /// <summary>Returns the details of few cases, which stand in the page so that they are there without scripts too.</summary>
    private List<InlineCase> InlineOf((string Key, EvidenceCase Case)[] worstFirst, CaseDetails details)
    {
        var inline = new List<InlineCase>();
        foreach ((string key, EvidenceCase one) in worstFirst)
        {
            bool isFull = settings.EmbedAudio || inline.Sum(done => done.Html.Length) < MostInlineCharacters;
            inline.Add(new InlineCase(
                key,
                one.Id,
                one.Outcome.ToString(),
                CaseDetails.ToneOf(one.Outcome),
                templates.Render("case", details.Of(key, one, isFull))));
        }

        return inline;
    }

    /// <summary>Packs the details of many cases, as far as there is room, and says in each row where they are.</summary>
    private (IReadOnlyList<PackPart> Packs, RowPart[] Rows) PackOf(
        string key, (string Key, EvidenceCase Case)[] worstFirst, CaseDetails details, RowPart[] rows, int plotLength)
    {
        int budget = settings.EmbedAudio
            ? int.MaxValue
            : Math.Max(100_000, PageSettings.Budget - plotLength - rows.Sum(row => row.Length));
        var all = new DetailPacks(
            budget, (at, isFull) => templates.Render("case", details.Of(worstFirst[at].Key, worstFirst[at].Case, isFull)));
        (IReadOnlyList<PackPart> packs, IReadOnlyDictionary<string, string> packOf) = all.Fill(key, [.. worstFirst.Select(one => one.Key)]);
        Dictionary<string, EvidenceCase> cases = worstFirst.ToDictionary(one => one.Key, one => one.Case, StringComparer.Ordinal);
        return (packs, [.. rows.Select(row => packOf.TryGetValue(row.Key, out string? pack)
            ? row with { Pack = pack, Href = $"#case-{row.Key}" }
            : row with { Files = [.. details.FilesOf(cases[row.Key].Whole)] })]);
    }

    private RowPart RowOf(string key, EvidenceCase one, bool isInline)
    {
        double[] latencies =
            [.. one.Turns.Select(turn => turn.Number("latency_first_audio_ms")).OfType<double>().Where(double.IsFinite).Order()];
        double? latency = latencies.Length == 0 ? null : Metrics.Statistic.Percentile(latencies, 0.5);
        return new RowPart
        {
            Key = key,
            Id = one.Id,
            Outcome = one.Outcome.ToString(),
            Tone = CaseDetails.ToneOf(one.Outcome),
            Rank = OutcomeTone.Rank(one.Outcome),
            Tags = string.Join("; ", one.Tags),
            Condition = one.Whole.Text("condition"),
            Trial = one.Whole.Text("trial"),
            Tool = string.Join("; ", ExpectedActual.ToolsOf(one)),
            Latency = latency?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
            LatencyText = LatencyText.Of(latency, one.Turns),
            Why = PageText.Start(CaseText.Of(one), 240),
            Inline = isInline,
            Href = settings.CaseAddress?.Invoke(one.Id) ?? (isInline ? $"#case-{key}" : ""),
        };
    }

    private FailurePart FailureOf(string key, EvidenceCase one)
    {
        ExpectedActual both = ExpectedActual.Of(one);
        return new FailurePart(
            one.Id,
            settings.CaseAddress?.Invoke(one.Id) ?? $"#case-{key}",
            one.Outcome.ToString(),
            CaseDetails.ToneOf(one.Outcome),
            one.Whole.Text("failure_stage"),
            PageText.Start(CaseText.Of(one), 600),
            PageText.Start(both.Expected, 1200),
            PageText.Start(both.Actual, 1200));
    }

    private static IEnumerable<string> FindingsOf(ReportRun reported, PlotRun run)
    {
        foreach (GateFinding finding in reported.Evidence.Findings) yield return ReportText.Clean(finding.Message);
        if (reported.Missing > 0) yield return FormattableString.Invariant($"{reported.Missing} planned cases have no result.");
        if (run.Manifest is null) yield return "There is no run.json: settings, hashes and versions are not known.";
        else if (run.Summary is null) yield return "There is no summary.json of these cases: the figures were made from their results.";
    }

    private static IReadOnlyList<string> Distinct(RowPart[] rows, Func<RowPart, string[]> take) =>
        [.. rows.SelectMany(take).Where(one => one.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<NamedText> SettingsOf(PlotRun run, bool isHash)
    {
        if (run.Manifest is not RunManifest manifest) return [];
        IEnumerable<(string Name, string Value)> all = manifest.Settings
            .Select(one => (one.Key, one.Value is null ? "" : one.Value.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? one.Value.GetValue<string>()
                : one.Value.ToJsonString()))
            .Concat(manifest.EvidenceSha256.Select(one => ($"{one.Key} sha256", one.Value)));
        return all.Where(one => one.Name.EndsWith("sha256", StringComparison.Ordinal) == isHash)
            .Select(one => new NamedText(one.Name, PageText.Start(one.Value, 2000)));
    }

    private static IEnumerable<NamedText> VersionsOf(PlotRun run) => run.Manifest is RunManifest manifest
        ?
        [
            new NamedText("product", manifest.ProductVersion),
            new NamedText("platform", manifest.Platform),
            new NamedText("model", manifest.ResolvedModel),
            new NamedText("provider", manifest.Provider),
            new NamedText("resumed", manifest.Resumed.ToString(CultureInfo.InvariantCulture)),
        ]
        : [];
}
