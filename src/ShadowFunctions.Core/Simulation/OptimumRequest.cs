using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Simulation.Policies;

namespace ShadowFunctions.Core.Simulation;

/// <summary>What the optimum is solved from.</summary>
/// <param name="Demand">Demand of every minute, vCores; begins at a full hour.</param>
/// <param name="Ladder">The sizes.</param>
/// <param name="Profile">What the store uses beside CPU.</param>
/// <param name="World">Settings of the world.</param>
/// <param name="ShortLimit">Share of minutes that may be short, 0 to 1.</param>
public sealed record OptimumRequest(double[] Demand, SizeLadder Ladder, LoadProfile Profile, WorldOptions World, double ShortLimit)
{
    /// <summary>Minutes that may be short.</summary>
    public int ShortMinutes => (int)Math.Floor((ShortLimit * Demand.Length) + 1e-9);

    /// <summary>The request of a policy of a back-test.</summary>
    public static OptimumRequest Of(PolicyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var demand = new double[(int)(context.To - context.ScoredFrom).TotalMinutes];
        for (var i = 0; i < demand.Length; i++)
        {
            demand[i] = context.Trace.DemandVCores(context.ScoredFrom.AddMinutes(i));
        }

        return new OptimumRequest(demand, context.Ladder, context.Profile, context.World, context.ShortLimit);
    }
}
