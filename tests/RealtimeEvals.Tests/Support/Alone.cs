using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// Tests that ask much of the machine: many connections at once, or a browser. They run one after another when all others have ended.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
