using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation;
using ShadowFunctions.Local.Cloud;

namespace ShadowFunctions.Local.Fleet;

/// <summary>One production store of a local fleet.</summary>
/// <param name="Id">Store id.</param>
/// <param name="Title">What it stands for, one line.</param>
/// <param name="Ladder">Ladder of sizes it may use.</param>
/// <param name="StartSize">Size it starts at.</param>
/// <param name="Trace">The demand on it.</param>
/// <param name="Scenarios">Events announced beforehand.</param>
public sealed record LocalStore(
    string Id, string Title, string Ladder, string StartSize, IDemandTrace Trace, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>A pool's databases, whose demand together is <see cref="Trace"/>; empty for a database. A pool has no shadow here.</summary>
    public IReadOnlyList<EmulatedMember> Members { get; init; } = [];

    internal bool IsPool => Members.Count > 0;
}
