using HdrHistogram;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Adds up what the executions of one statement used.</summary>
internal sealed class CostTally
{
    private const long MaxMicroseconds = 3_600_000_000;

    private readonly Dictionary<string, long> _plans = new(StringComparer.Ordinal);

    public LongHistogram Latencies { get; } = new(MaxMicroseconds, 2);

    public long Executions { get; private set; }

    public long Errors { get; private set; }

    public double CpuSeconds { get; private set; }

    public long LogicalWork { get; private set; }

    public long DataPages { get; private set; }

    public long LogBytes { get; private set; }

    public long ResultBytes { get; private set; }

    public long Rows { get; private set; }

    public void Add(StatementMeasure measure, double latencySeconds)
    {
        Executions++;
        Errors += measure.Failed ? 1 : 0;
        CpuSeconds += measure.CpuSeconds;
        LogicalWork += measure.LogicalWork;
        DataPages += measure.DataPages;
        LogBytes += measure.LogBytes;
        ResultBytes += measure.ResultBytes;
        Rows += measure.Rows;
        if (measure.PlanHash is { } plan)
        {
            _plans[plan] = _plans.GetValueOrDefault(plan) + 1;
        }

        Latencies.RecordValue((long)Math.Clamp(latencySeconds * 1e6, 0, MaxMicroseconds));
    }

    public TemplateCost Cost(string templateId) => new()
    {
        TemplateId = templateId,
        Executions = Executions,
        Errors = Errors,
        CpuSeconds = Mean(CpuSeconds),
        LogicalWork = Mean(LogicalWork),
        DataPages = Mean(DataPages),
        LogBytes = Mean(LogBytes),
        ResultBytes = Mean(ResultBytes),
        Rows = Executions == 0 ? null : Mean(Rows),
        PlanHash = _plans.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault().Key,
        LatencyP99Milliseconds = Executions == 0 ? null : Latencies.GetValueAtPercentile(99) / 1000.0,
    };

    private double Mean(double total) => Executions == 0 ? 0 : total / Executions;
}
