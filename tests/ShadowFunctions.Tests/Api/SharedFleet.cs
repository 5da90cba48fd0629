namespace ShadowFunctions.Tests.Api;

/// <summary>One fleet for all tests of a class; none of them lets it change.</summary>
public sealed class SharedFleet : IAsyncLifetime
{
    internal FleetWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await FleetWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
