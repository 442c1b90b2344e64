namespace RealtimeEvals.Model;

/// <summary>The result of one crawl case: text that a synthetic voice speaks to the agent.</summary>
public sealed record CrawlResult : SingleTurnResult;
