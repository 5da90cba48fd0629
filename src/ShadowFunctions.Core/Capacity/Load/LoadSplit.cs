using ShadowFunctions.Core.Capacity.Regression;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Splits the CPU demand of a load into what depends on the load level and the rest of long executions, which does not.</summary>
internal static class LoadSplit
{
    /// <summary>vCores beyond the first stretch of each execution.</summary>
    public static double Heavy(LoadCurve curve, CostBelief cpu, LoadWindow window)
    {
        var amounts = LoadFeatures.Of(cpu.Names, window);
        return amounts.Select((a, i) => cpu.Names[i] == LoadFeatures.Floor ? 0 : a * Math.Max(0, cpu.Mean[i] - curve.LightSeconds)).Sum();
    }

    /// <summary>vCores of the floor and of the first stretch of each execution.</summary>
    public static double Light(LoadCurve curve, CostBelief cpu, LoadWindow window) =>
        cpu.Predict(LoadFeatures.Of(cpu.Names, window)).Mean - Heavy(curve, cpu, window);
}
