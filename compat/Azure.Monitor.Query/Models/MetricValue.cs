using System.Text.Json;

namespace Azure.Monitor.Query.Models;

/// <summary>One time grain; an aggregation that is null was not measured, which is not zero.</summary>
public class MetricValue
{
    internal MetricValue(DateTimeOffset timeStamp) => TimeStamp = timeStamp;

    public DateTimeOffset TimeStamp { get; }

    public double? Average { get; internal init; }

    public double? Minimum { get; internal init; }

    public double? Maximum { get; internal init; }

    public double? Total { get; internal init; }

    public double? Count { get; internal init; }

    internal static MetricValue Read(JsonElement json)
    {
        DateTimeOffset time = json.Time("timeStamp")
            ?? throw new FormatException($"A metric value has no readable timeStamp: {json.GetRawText()}");
        return new MetricValue(time)
        {
            Average = json.Real("average"),
            Minimum = json.Real("minimum"),
            Maximum = json.Real("maximum"),
            Total = json.Real("total"),
            Count = json.Real("count"),
        };
    }
}
