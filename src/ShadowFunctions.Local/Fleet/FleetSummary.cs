using System.Text.Json;

namespace ShadowFunctions.Local.Fleet;

/// <summary>What a run of a local fleet achieved. The names are a contract of <c>shadow up --json</c>.</summary>
/// <param name="Cycles">Cycles run.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Stores">One entry per store.</param>
/// <param name="Total">The sums.</param>
public sealed record FleetSummary(int Cycles, int Seed, IReadOnlyList<StoreSummary> Stores, TotalSummary Total)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The summary as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
