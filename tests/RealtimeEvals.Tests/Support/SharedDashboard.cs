using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>One dashboard for all classes of tests that do not mind what the others save.</summary>
[CollectionDefinition]
public sealed class SharedDashboard : ICollectionFixture<DashboardFixture>;
