using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Capacity;

/// <summary>Adds up rates × costs into resources. Workers follow Little's law: arrivals per second × seconds each stays.</summary>
internal sealed class LoadSum
{
    private readonly Dictionary<string, double> _cpuByTemplate = new(StringComparer.Ordinal);
    private double _cpu;
    private double _pages;
    private double _logBytes;
    private double _resultBytes;

    public void Add(double rate, TemplateCost cost)
    {
        _cpu += rate * cost.CpuSeconds;
        _pages += rate * cost.DataPages;
        _logBytes += rate * cost.LogBytes;
        _resultBytes += rate * cost.ResultBytes;
        _cpuByTemplate[cost.TemplateId] = rate * cost.CpuSeconds;
    }

    /// <summary>Share of CPU that comes from statements without a cost of production's own.</summary>
    public double ShadowOnlyShare(Dictionary<string, TemplateCost> production) =>
        _cpu <= 0 ? 0 : _cpuByTemplate.Where(c => !production.ContainsKey(c.Key)).Sum(c => c.Value) / _cpu;

    public ResourceAmounts Amounts(double correction) => new()
    {
        CpuVCores = _cpu * correction,
        DataIops = _pages,
        LogBytesPerSecond = _logBytes,
        NetworkBytesPerSecond = _resultBytes,

        // A statement stays at least as long as it computes; waits are not modelled, so this is a lower bound that only serves as a ratio.
        Workers = _cpu * correction,
    };
}
