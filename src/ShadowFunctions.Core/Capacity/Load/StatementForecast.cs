using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>What one statement of a load takes per second, beside its CPU at today's data; variances beside.</summary>
internal sealed record StatementForecast(StatementModel Statement, double Rate)
{
    // Share of the CPU of further pages that is not known: they may be warmer or colder than those measured.
    private const double FurtherPagesError = 0.3;

    // At the size at which a planner changes its mind both plans cost it the same; how far its costs are from the truth is another matter.
    private const double FlipError = 0.5;

    // Parameters differ from interval to interval.
    private const double SmallestPagesError = 0.02;

    public double Pages { get; private init; }

    public double PagesVariance { get; private init; }

    /// <summary>Pages that hang on a growth nobody knows.</summary>
    public double UnknownPages { get; private init; }

    public double Misses { get; private init; }

    public double MissesVariance { get; private init; }

    /// <summary>CPU of further data, vCores: more pages, and workers of plans that become parallel.</summary>
    public double FurtherCpu { get; private init; }

    /// <summary>Variance of <see cref="FurtherCpu"/> from the pages.</summary>
    public double FurtherVariance { get; private init; }

    /// <summary>Share of executions under another plan than the one the statement's work is known for, 0 to 1.</summary>
    public double Flipped { get; private init; }

    /// <summary>Variance of CPU from the choice of plan.</summary>
    public double PlanVariance { get; private init; }

    public double LogBytes { get; private init; }

    public double Images { get; private init; }

    public double ResultBytes { get; private init; }

    public static StatementForecast Of(StatementModel statement, double rate, LoadModel model, LoadQuestion question)
    {
        var now = statement.Counters;
        var (ratio, doubt) = Growth(statement, question.DataFactor);
        var there = now.Pages * ratio;
        var further = rate * (there - now.Pages) * statement.CpuSecondsPerPage;
        var (flipped, workers, workersDeviation) = Plans(statement, question.DataFactor);
        var work = rate * there * statement.CpuSecondsPerPage;
        var misses = rate * there * MissRatio(now, statement.TemplateId, question);
        return new StatementForecast(statement, rate)
        {
            Pages = rate * there,
            PagesVariance = Square(rate * ((there * statement.PagesRelativeError) + (now.Pages * doubt))) + PagesNoise(statement, rate * question.Intervals * model.IntervalSeconds) * Square(rate * ratio)
                + Square(FlipError * flipped * rate * there) + Square(SmallestPagesError * rate * there),
            UnknownPages = doubt * now.Pages * rate * (statement.Growth is null ? 1 : 0),
            Misses = misses,

            // Another plan may find its pages in the cache as well as not.
            MissesVariance = Square(misses * statement.MissesRelativeError) + (Square(rate * ratio * statement.MissesDeviation) / Math.Max(1, question.Intervals)) + Square(FlipError * flipped * rate * there),
            FurtherCpu = further + (rate * workers * model.WorkerStartSeconds),
            FurtherVariance = Square(FurtherPagesError * further) + Square(rate * now.Pages * (statement.PagesRelativeError + doubt) * statement.CpuSecondsPerPage),
            Flipped = flipped,
            PlanVariance = Square(FlipError * flipped * work) + Square(rate * workersDeviation * model.WorkerStartSeconds),
            LogBytes = rate * now.LogBytes,
            Images = LoggedImages(statement, rate * model.CheckpointSeconds, question.DataFactor) / model.CheckpointSeconds,
            ResultBytes = rate * now.ResultBytes,
        };
    }

    /// <summary>
    /// Pages at another data size as a multiple, and what is not known of it. A statement of unknown growth lies between no growth and
    /// growth in proportion; that is tolerable where it touches few of the load's pages.
    /// </summary>
    private static (double Ratio, double Doubt) Growth(StatementModel statement, double dataFactor) => (dataFactor, statement.Growth) switch
    {
        (1, _) => (1, 0),
        (_, { } law) => (law.Ratio(dataFactor), law.RelativeError * Math.Abs(law.Ratio(dataFactor) - 1)),
        _ => ((1 + dataFactor) / 2, Math.Abs(dataFactor - 1) / 2),
    };

    /// <summary>Executions under another plan, and workers beyond today's; what production counts today holds today's mixture already.</summary>
    private static (double Flipped, double Workers, double Deviation) Plans(StatementModel statement, double dataFactor)
    {
        if (PlanOutlook.At(statement.Plans, dataFactor) is not { } then || (dataFactor == 1 && statement.Counted))
        {
            return (0, 0, 0);
        }

        var now = PlanOutlook.At(statement.Plans, 1)!;
        return dataFactor == 1 ? (then.Flipped, 0, 0) : (then.Flipped, then.Workers - now.Workers, then.WorkersDeviation);
    }

    /// <summary>Variance of mean pages per execution: of production's count, and of the executions asked about.</summary>
    private static double PagesNoise(StatementModel statement, double executions) =>
        Square(statement.PagesDeviation) * ((1 / Math.Max(1, statement.Executions)) + (executions > 0 ? 1 / executions : 0));

    private static double LoggedImages(StatementModel statement, double executions, double dataFactor) =>
        statement.LogImages?.At(executions, dataFactor) ?? (executions * statement.Counters.LogImages);

    private static double MissRatio(StatementCounters now, string id, LoadQuestion question)
    {
        var ratio = now.Pages > 0 ? Math.Min(1, now.Misses / now.Pages) : 0;
        return question.MiniatureNow.TryGetValue(id, out var before) && question.MiniatureThen.TryGetValue(id, out var then)
            ? MiniatureCache.MissRatio(ratio, before, then)
            : ratio;
    }

    private static double Square(double x) => x * x;
}
