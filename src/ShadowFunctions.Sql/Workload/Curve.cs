using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Load;
using LoadSizing = ShadowFunctions.Core.Capacity.Load.LoadSizing;
using StoreFacts = ShadowFunctions.Core.Capacity.Load.StoreFacts;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Load to need: every resource as far as the rehearsal knows it.</summary>
internal sealed class Curve
{
    private const double SmallestError = 0.05;

    // Nothing is known of the store but its statements.
    private static readonly StoreFacts Store = new();

    private readonly IReadOnlyList<RehearsedStatement> _statements;
    private readonly SizeLadder _ladder;
    private readonly double? _cpuPerWork;
    private readonly double? _busySecondsPerWork;
    private readonly double? _networkPerUnit;
    private readonly double _unitRate;

    public Curve(IReadOnlyList<RehearsedStatement> statements, IReadOnlyList<LoadWindow> windows, double unitRate, SizeLadder ladder)
    {
        (_statements, _ladder, _unitRate) = (statements, ladder, unitRate);
        var perUnit = unitRate > 0 ? statements.Sum(s => s.EventRatePerSecond * s.ShadowWork) / unitRate : 0;

        // Far below the knee costs are free of contention; far too low, the server's idle work weighs in.
        var middle = windows.Where(w => w.Load.Completed > 0).OrderBy(w => w.Load.AchievedPerSecond).Skip(1).Take(4).ToArray();
        double? Median(Func<LoadWindow, double?> value) =>
            middle.Select(value).OfType<double>().Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : null;
        double Units(LoadWindow w) => w.Load.AchievedPerSecond * w.UsedSeconds;
        _cpuPerWork = perUnit > 0 ? Median(w => w.Used.CpuSeconds / Units(w) / perUnit) : null;
        _busySecondsPerWork = perUnit > 0 ? Median(w => w.Load.BusyConnections / w.Load.AchievedPerSecond / perUnit) : null;
        _networkPerUnit = Median(w => w.Used.NetworkBytes / Units(w));
        var work = statements.Sum(s => s.EventRatePerSecond * s.ProductionWork);
        RelativeError = Math.Max(SmallestError, work > 0 ? statements.Sum(s => s.EventRatePerSecond * s.ProductionWork * s.RelativeError) / work : 0);
    }

    public double RelativeError { get; }

    public CurvePoint At(double multiple, double unitsPerSecond, Func<RehearsedStatement, double> rate)
    {
        var work = _statements.Sum(s => rate(s) * s.ProductionWork);
        var amounts = ResourceAmounts.Unknown with
        {
            CpuVCores = work * _cpuPerWork,
            Workers = work * _busySecondsPerWork,
            LogBytesPerSecond = _statements.Sum(s => rate(s) * s.LogBytes),
            NetworkBytesPerSecond = unitsPerSecond * _networkPerUnit,
        };
        var (size, binding, _, _) = LoadSizing.Size(amounts, RelativeError, Store, _ladder);
        return new CurvePoint(multiple, unitsPerSecond, amounts, size?.Name, size?.PricePerHour, binding);
    }

    /// <summary>Rate at which each size's CPU is used up to the planned share.</summary>
    public IReadOnlyDictionary<string, double> Knees()
    {
        var perUnit = _unitRate > 0 ? _statements.Sum(s => s.EventRatePerSecond * s.ProductionWork) / _unitRate * _cpuPerWork : null;
        return perUnit is > 0 and var cpu
            ? _ladder.Sizes.ToDictionary(s => s.Name, s => s.VCores * Store.MostUtilisation / cpu)
            : new Dictionary<string, double>();
    }
}
