namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>
/// CPU per execution falls with load: at higher utilisation fewer executions find a sleeping process, an idle core and cold caches.
/// CPU = α·U + (1 − α)·√(U·U₀), where U = Σ rate × cost is the demand at the costs of the usual load U₀: a polynomial in the root of the
/// utilisation (Zhang et al. 2013 use one of degree two to three). It rises with every rate, whatever α. Only the first stretch of a statement
/// (<see cref="LightSeconds"/>) is subject to it: a long one wakes and warms up once, what follows costs the same at any load.
/// </summary>
/// <param name="Proportional">α: the share of the usual CPU that stays in proportion to the demand, 0 to 1.</param>
/// <param name="UsualVCores">U₀, above 0.</param>
public sealed record LoadCurve(double Proportional, double UsualVCores)
{
    /// <summary>CPU seconds of an execution that depend on the load.</summary>
    public double LightSeconds { get; init; } = double.MaxValue;

    /// <summary>Standard deviation of <see cref="Proportional"/>.</summary>
    public double ProportionalDeviation { get; init; }

    /// <summary>CPU used at a demand.</summary>
    public double Used(double demandVCores) =>
        demandVCores <= 0 ? 0 : (Proportional * demandVCores) + ((1 - Proportional) * Math.Sqrt(demandVCores * UsualVCores));

    /// <summary>Standard deviation of <see cref="Used"/> from not knowing the curve better: none at the usual load, the more the further away.</summary>
    public double Deviation(double demandVCores) =>
        demandVCores <= 0 ? 0 : ProportionalDeviation * Math.Abs(demandVCores - Math.Sqrt(demandVCores * UsualVCores));

    /// <summary>Demand that uses so much CPU: the inverse of <see cref="Used"/>.</summary>
    public double Demand(double usedVCores)
    {
        if (usedVCores <= 0)
        {
            return 0;
        }

        var b = (1 - Proportional) * Math.Sqrt(UsualVCores);
        var root = 2 * usedVCores / (b + Math.Sqrt((b * b) + (4 * Proportional * usedVCores)));
        return root * root;
    }

    /// <summary>Relative change of the CPU used per relative change of demand, between ½ and 1.</summary>
    public double Elasticity(double demandVCores) =>
        demandVCores <= 0 ? 1 : 1 - (0.5 * (1 - Proportional) * Math.Sqrt(demandVCores * UsualVCores) / Used(demandVCores));
}
