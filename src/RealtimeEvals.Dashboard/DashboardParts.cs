using Microsoft.AspNetCore.Routing;
using RealtimeEvals.Adapters;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Dashboard.Routes;
using RealtimeEvals.Dashboard.Runs;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Dashboard;

/// <summary>Puts the parts of the dashboard together.</summary>
internal sealed class DashboardParts
{
    private readonly DashboardOptions _options;
    private readonly TimeProvider _time;
    private readonly ITableFormat _tables;
    private readonly LinePages _lines;
    private readonly RunBook _book;
    private readonly RunShelf _shelf;
    private readonly RunDetails _details;
    private readonly InterviewMeasures _measures;
    private readonly GateDesk _gates;

    public DashboardParts(DashboardOptions options, IEvalStore store, IPageTemplates templates, TimeProvider time)
    {
        EvalServices services = AdapterServices.Create(time, options.StorePath);
        (_options, _time, _tables) = (options, time, services.Tables);
        _lines = new LinePages(templates);
        _book = new RunBook(store);
        _shelf = new RunShelf(templates, AdapterServices.CreatePainter());
        _details = new RunDetails(_book, _shelf, _lines);
        _measures = new InterviewMeasures(options, services, _book);
        _gates = new GateDesk(options, services.Distributions, time);
        Host = new RunHost(options, services, _book, _lines);
    }

    /// <summary>The runs of this process.</summary>
    public RunHost Host { get; }

    /// <summary>Maps all routes.</summary>
    /// <param name="routes">Takes them.</param>
    /// <param name="stopping">Ends streams with the server.</param>
    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping)
    {
        AssetRoutes.Map(routes);
        new StartRoutes(_options, _book, Host, _tables).Map(routes);
        new ResultRoutes(_book, _details, Host, _measures, _lines).Map(routes);
        new EventRoutes(_book, _details, _lines).Map(routes);
        new RunRoutes(_book, _details, Host, _measures).Map(routes);
        new GateRoutes(_options, _book, _shelf, _gates).Map(routes);
        new SeedRoutes(_options, _book, _measures, _time).Map(routes);
        new PromptRoutes(_options).Map(routes);
        new SessionRoutes(_options, _book, _measures, _time).Map(routes);
        new RunApi(_book, _details, Host).Map(routes);
        new CaseApi(_book, _details, _measures).Map(routes);
        new DataApi(_options, _book, _shelf, _gates).Map(routes);
        new FeedRoutes(_book, new RunWatch(_book, Host, _lines, _time), _time, stopping).Map(routes);
    }
}
