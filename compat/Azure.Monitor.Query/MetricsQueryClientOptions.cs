using Azure.Core;

namespace Azure.Monitor.Query;

/// <summary>Options of <see cref="MetricsQueryClient"/>.</summary>
public class MetricsQueryClientOptions : ClientOptions
{
    public MetricsQueryClientOptions(ServiceVersion version = ServiceVersion.V2024_02_01) => ApiVersion = version switch
    {
        ServiceVersion.V2018_01_01 => "2018-01-01",
        ServiceVersion.V2024_02_01 => "2024-02-01",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not an API version this client knows."),
    };

    /// <summary>API versions of the metrics API of Resource Manager.</summary>
    public enum ServiceVersion
    {
        V2018_01_01 = 1,
        V2024_02_01 = 2,
    }

    public MetricsQueryAudience? Audience { get; set; }

    internal string ApiVersion { get; }
}
