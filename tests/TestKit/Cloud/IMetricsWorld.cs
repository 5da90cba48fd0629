using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.Cloud;

/// <summary>A platform with metrics: databases at GP_Gen5_4 whose CPU use is known for every minute.</summary>
public interface IMetricsWorld : IAsyncDisposable
{
    /// <summary>The implementation under test.</summary>
    IMetricsSource Source { get; }

    /// <summary>Databases with metrics in the window, at least three.</summary>
    IReadOnlyList<Store> Stores { get; }

    /// <summary>First minute with metrics.</summary>
    DateTimeOffset From { get; }

    /// <summary>First minute after the window; at least ten minutes after <see cref="From"/>.</summary>
    DateTimeOffset Until { get; }

    /// <summary>CPU use of a store in a minute, vCores; null for a minute without metrics.</summary>
    double? CpuVCores(Store store, DateTimeOffset minute);
}
