namespace RealtimeEvals.Model;

/// <summary>What became of one crawl case: text that was spoken to the agent by a synthetic voice.</summary>
public sealed record CrawlResult : SingleTurnResult;
