using System.Globalization;
using ShadowFunctions.Core.Capacity;
using ShadowFunctions.Core.Capacity.Contention;
using ShadowFunctions.Core.Capacity.Load;
using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Api;

/// <summary>The capacity model for people: what each statement costs, how it grows, where the knee is, and how far it was right.</summary>
public sealed record LoadView
{
    /// <summary>When it was last fitted, UTC.</summary>
    public required DateTimeOffset FittedAt { get; init; }

    /// <summary>True where the load model answers; false where the costs per statement do.</summary>
    public bool LoadLeads { get; init; }

    /// <summary>Why the load model does not lead; null when it does.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Why nothing may be said at all; null when something may.</summary>
    public string? Unreliable { get; init; }

    /// <summary>Relative error on intervals not yet learned; null until checked.</summary>
    public double? Error { get; init; }

    /// <summary>The same of a regression on production's own intervals; null until compared.</summary>
    public double? RegressionError { get; init; }

    /// <summary>Intervals learned from.</summary>
    public int Intervals { get; init; }

    /// <summary>The share of the usual CPU that stays in proportion to the load; the rest falls with it. Null without a load model.</summary>
    public double? Proportional { get; init; }

    /// <summary>Where throughput would stop rising.</summary>
    public required KneeView Knee { get; init; }

    /// <summary>The statements, by the CPU they take.</summary>
    public IReadOnlyList<StatementView> Statements { get; init; } = [];

    /// <summary>Last prediction and what came; null before the first.</summary>
    public ModelCheck? LastCheck { get; init; }

    /// <summary>The last predictions and what came, oldest first.</summary>
    public IReadOnlyList<ModelCheck> Checks { get; init; } = [];

    /// <summary>Makes it.</summary>
    public static LoadView Of(CapacityModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new LoadView
        {
            FittedAt = model.FittedAt,
            LoadLeads = model.LoadLeads,
            WhyNot = model.LoadLeads ? null : model.LoadDoubt ?? "There are too few intervals of production yet.",
            Unreliable = model.Unreliable,
            Error = model.ErrorInUse,
            RegressionError = model.RegressionError,
            Intervals = model.History?.Intervals.Count ?? 0,
            Proportional = model.Load?.Curve.Proportional,
            Knee = Knees(model.History),
            Statements = [.. (model.Load is { } load ? OfLoad(model, load) : OfCosts(model)).OrderByDescending(s => s.CpuVCores).ThenBy(s => s.TemplateId, StringComparer.Ordinal)],
            LastCheck = model.Checks.Count > 0 ? model.Checks[^1] : null,
            Checks = model.Checks,
        };
    }

    private static IEnumerable<StatementView> OfLoad(CapacityModel model, LoadModel load)
    {
        foreach (var statement in load.Statements)
        {
            var at = load.Cpu.Names.ToList().IndexOf(statement.TemplateId);
            var rate = model.RecordedRates.GetValueOrDefault(statement.TemplateId);
            yield return new StatementView
            {
                TemplateId = statement.TemplateId,
                Text = model.Texts.GetValueOrDefault(statement.TemplateId),
                RatePerSecond = rate,
                CpuSeconds = at < 0 ? null : load.Cpu.Mean[at],
                CpuSecondsDeviation = at < 0 ? null : Math.Sqrt(Math.Max(0, load.Cpu.Covariance[at][at])),
                CpuVCores = at < 0 ? 0 : rate * load.Cpu.Mean[at],
                LogicalWork = statement.Counters.Pages,
                Growth = statement.Growth is { } law ? string.Create(CultureInfo.InvariantCulture, $"{law.A:0.##} + {law.B:0.##} · {law.Shape} within {law.RelativeError:P0}") : null,
                Unreliable = statement.Unreliable ?? (statement.Growth is null ? statement.UnreliableGrowth : null),
            };
        }
    }

    private static IEnumerable<StatementView> OfCosts(CapacityModel model) => model.ProductionCosts.Select(cost => new StatementView
    {
        TemplateId = cost.TemplateId,
        Text = model.Texts.GetValueOrDefault(cost.TemplateId),
        RatePerSecond = model.RecordedRates.GetValueOrDefault(cost.TemplateId),
        CpuSeconds = cost.CpuSeconds * model.Correction,
        CpuVCores = model.RecordedRates.GetValueOrDefault(cost.TemplateId) * cost.CpuSeconds * model.Correction,
        LogicalWork = cost.LogicalWork,
    });

    private static KneeView Knees(LoadHistory? history)
    {
        var points = Enumerable.Range(0, history?.Intervals.Count ?? 0)
            .Where(i => history!.Intervals[i].Workers is > 0)
            .Select(i => new LoadPoint(history!.Intervals[i].Workers!.Value, history.Window(i).Calls)).ToArray();
        return ScalabilityLaw.Fit(points) is not { } law
            ? new KneeView(null, null, null, "Production's intervals do not span enough load to tell.")
            : new KneeView(law.KneeConcurrency, law.KneeDeviation, law.PeakPerSecond, law.PeakPerSecond is null ? "Throughput rises with every worker seen." : null);
    }
}
