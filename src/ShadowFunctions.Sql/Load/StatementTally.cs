using HdrHistogram;

namespace ShadowFunctions.Sql.Load;

/// <summary>What one thread saw of one statement; added up over threads at the end. Latency is in microseconds from the instant the statement was due.</summary>
internal sealed class StatementTally
{
    private const long MaxMicroseconds = 3_600_000_000;
    private const int Digits = 2;

    public LongHistogram Latencies { get; } = new(MaxMicroseconds, Digits);

    public long Executions { get; private set; }

    public long Errors { get; private set; }

    public long ResultBytes { get; private set; }

    public double ServiceSeconds { get; private set; }

    public void Add(long dueNanoseconds, long startedNanoseconds, long endedNanoseconds, long bytes, bool failed)
    {
        Executions++;
        Errors += failed ? 1 : 0;
        ResultBytes += bytes;
        ServiceSeconds += (endedNanoseconds - startedNanoseconds) * 1e-9;
        Latencies.RecordValue(Math.Clamp((endedNanoseconds - dueNanoseconds) / 1000, 0, MaxMicroseconds));
    }

    public void Add(StatementTally other)
    {
        Executions += other.Executions;
        Errors += other.Errors;
        ResultBytes += other.ResultBytes;
        ServiceSeconds += other.ServiceSeconds;
        Latencies.Add(other.Latencies);
    }

    public StatementResult Result(string templateId) => new(templateId, Executions, Errors, ResultBytes, ServiceSeconds, LatencySummary.Of(Latencies));
}
