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

    /// <summary>A pool with at least three databases that have metrics in the window.</summary>
    Store Pool { get; }

    /// <summary>Names of the pool's databases.</summary>
    IReadOnlyList<string> Members { get; }

    /// <summary>CPU use of a database of the pool in a minute, vCores; null for a minute without metrics.</summary>
    double? MemberCpuVCores(string name, DateTimeOffset minute);

    /// <summary>True when a database of the pool had all that one database may take.</summary>
    bool MemberAtLimit(string name, DateTimeOffset minute);

    /// <summary>CPU use of a store in a minute, vCores; null for a minute without metrics.</summary>
    double? CpuVCores(Store store, DateTimeOffset minute);
}
