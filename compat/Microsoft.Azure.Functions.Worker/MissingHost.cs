using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Refuses to start: a worker without its Functions host has nothing to serve.</summary>
internal sealed class MissingHost : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
        => throw new InvalidOperationException(
            "Configuration is missing the 'HostEndpoint' information: this build of the app has no Functions host to connect to "
            + "('Functions:Worker:HostEndpoint'). Run it locally with `dotnet run --project src/ShadowFunctions.Cli -- up`, "
            + "or build with AzurePackages=NuGet and use `func start`.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
