using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>Tests that open so much at once that others beside them would have to wait: they run when all others have ended.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
