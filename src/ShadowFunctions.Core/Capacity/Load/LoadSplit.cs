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

    /// <summary>CPU seconds of one execution beyond its first stretch.</summary>
    public static double Heavy(LoadCurve curve, CostBelief cpu, string statement)
    {
        var at = cpu.Names.ToList().IndexOf(statement);
        return at < 0 ? 0 : Math.Max(0, cpu.Mean[at] - curve.LightSeconds);
    }

    /// <summary>A statement's share of the demand of a load; 0 where it has none.</summary>
    public static double Share(CostBelief cpu, IReadOnlyDictionary<string, double> rates, string statement)
    {
        var parts = cpu.Names.Select((n, i) => (Name: n, Demand: rates.GetValueOrDefault(n) * cpu.Mean[i])).ToArray();
        var whole = parts.Sum(p => p.Demand);
        return whole > 0 ? parts.Where(p => p.Name == statement).Sum(p => p.Demand) / whole : 0;
    }

    /// <summary>CPU used under a load, vCores.</summary>
    public static double Used(LoadCurve curve, CostBelief cpu, LoadWindow window) => Heavy(curve, cpu, window) + curve.Used(Light(curve, cpu, window));

    /// <summary>vCores of the floor and of the first stretch of each execution.</summary>
    public static double Light(LoadCurve curve, CostBelief cpu, LoadWindow window) =>
        cpu.Predict(LoadFeatures.Of(cpu.Names, window)).Mean - Heavy(curve, cpu, window);
}
