namespace ShadowFunctions.Core.Model;

/// <summary>A mix of statements: what is run, how often, with which parameters.</summary>
/// <param name="Name">For people.</param>
/// <param name="Items">The mix; rates are for production at full size.</param>
/// <param name="Source">Where the mix comes from.</param>
public sealed record WorkloadProfile(string Name, IReadOnlyList<WorkloadItem> Items, WorkloadSource Source = WorkloadSource.Recorded)
{
    /// <summary>The same mix at another rate.</summary>
    public WorkloadProfile Scale(double multiplier) =>
        this with { Items = [.. Items.Select(i => i with { RatePerSecond = i.RatePerSecond * multiplier })] };
}
