namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>The local host retries no function by itself; durable retries are the orchestrator's.</summary>
internal sealed class LocalRetryContext : Microsoft.Azure.Functions.Worker.RetryContext
{
    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}
