namespace ShadowFunctions.Sql.Load;

/// <summary>How a load is run.</summary>
public sealed record LoadSettings
{
    /// <summary>Course of the total rate, arrivals per second; warm-up comes before it at the first segment's rate.</summary>
    public required IReadOnlyList<RateSegment> Segments { get; init; }

    /// <summary>Connections, each with a thread of its own, 1 to 1,000.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Seconds before measuring begins.</summary>
    public double WarmUpSeconds { get; init; } = 2;

    /// <summary>Law of the gaps.</summary>
    public ArrivalShape Shape { get; init; } = ArrivalShape.Poisson;

    /// <summary>Seed of arrivals and parameters.</summary>
    public int Seed { get; init; }

    /// <summary>Seconds after the last arrival is due in which those that wait may still be run; then the run is cut.</summary>
    public double DrainSeconds { get; init; } = 5;

    /// <summary>Asked about twice a second; an answer ends the run with that reason.</summary>
    public Func<ReasonToStop?>? StopWhen { get; init; }

    /// <summary>What must not be passed; asked as often, and an answer ends the run with its reason.</summary>
    public LoadLimits? Limits { get; init; }

    /// <summary>Seconds of the measured course.</summary>
    public double Seconds => Segments.Sum(s => s.Seconds);
}
