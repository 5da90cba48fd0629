using Microsoft.Extensions.Hosting;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Leaves the process's signals alone: whoever embeds the host decides when it stops.</summary>
internal sealed class HostedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
