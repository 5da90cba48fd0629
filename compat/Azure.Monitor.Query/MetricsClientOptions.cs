using Azure.Core;

namespace Azure.Monitor.Query;

/// <summary>Options of <see cref="MetricsClient"/>.</summary>
public class MetricsClientOptions : ClientOptions
{
    public MetricsClientOptions(ServiceVersion version = ServiceVersion.V2024_02_01) => ApiVersion = version switch
    {
        ServiceVersion.V2024_02_01 => "2024-02-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not an API version this client knows."),
    };

    /// <summary>API versions of the batch metrics API.</summary>
    public enum ServiceVersion
    {
        V2024_02_01 = 1,
    }

    public MetricsClientAudience? Audience { get; set; }

    internal string ApiVersion { get; }
}
