using Microsoft.Extensions.Hosting;

namespace ShadowFunctions.Local.Cloud;

/// <summary>Leaves Ctrl+C to the process the cloud runs in.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
