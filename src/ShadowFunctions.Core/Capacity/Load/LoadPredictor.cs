using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Answers what a load would take on production.</summary>
public static class LoadPredictor
{
    // Share of the CPU of further pages that is not known: they may be warmer or colder than those measured.
    private const double FurtherPagesError = 0.3;

    /// <summary>Predicts; an estimate without reason for every load the model can vouch for, a reason without estimate for all others.</summary>
    public static LoadEstimate Predict(LoadModel model, LoadQuestion question)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(question);
        var known = model.Statements.ToDictionary(s => s.TemplateId, StringComparer.Ordinal);
        var load = question.RatesPerSecond.Where(r => r.Value != 0).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        foreach (var (id, rate) in load)
        {
            if (Doubt(known.GetValueOrDefault(id), id, rate, question) is { } doubt)
            {
                return new LoadEstimate { Unreliable = doubt };
            }
        }

        double furtherCpu = 0, furtherVariance = 0, pages = 0, pagesVariance = 0, misses = 0, log = 0, images = 0, result = 0;
        foreach (var (id, rate) in load)
        {
            var statement = known[id];
            var now = statement.Counters;
            var there = now.Pages * (question.DataFactor == 1 ? 1 : statement.Growth!.Ratio(question.DataFactor));
            var more = rate * Math.Abs(there - now.Pages) * statement.CpuSecondsPerPage * Math.Sign(there - now.Pages);
            furtherCpu += more;
            furtherVariance += Square(FurtherPagesError * more) + Square(rate * now.Pages * statement.PagesRelativeError * statement.CpuSecondsPerPage);
            pages += rate * there;
            pagesVariance += Square(rate * there * (statement.PagesRelativeError + (question.DataFactor == 1 ? 0 : statement.Growth!.RelativeError)));
            misses += rate * there * MissRatio(now, id, question);
            log += rate * now.LogBytes;
            images += Images(statement, rate * model.CheckpointSeconds, question.DataFactor) / model.CheckpointSeconds;
            result += rate * now.ResultBytes;
        }

        var (demand, deviation) = model.Cpu.Predict(LoadFeatures.Of(model.Cpu.Names, new LoadWindow(1, load.ToDictionary(l => l.Key, l => l.Value), 0)));
        var (all, variance) = (Math.Max(0, demand + furtherCpu), Square(deviation) + furtherVariance);
        var cpu = model.Curve.Used(all);
        return new LoadEstimate
        {
            CpuVCores = cpu,
            CpuDeviation = all > 0 ? cpu * model.Curve.Elasticity(all) * Math.Sqrt(variance) / all : 0,
            PagesPerSecond = pages,
            PagesDeviation = Math.Sqrt(pagesVariance),
            MissesPerSecond = misses,
            LogBytesPerSecond = log + (images * model.LogImageBytes),
            ImagesPerSecond = images,
            ResultBytesPerSecond = result,
        };
    }

    private static string? Doubt(StatementModel? statement, string id, double rate, LoadQuestion question) =>
        !(rate > 0) || double.IsInfinity(rate) ? $"The rate of statement {id} is {rate}; give a number of executions per second."
        : statement is null ? $"Statement {id} was seen neither on production nor on the shadow."
        : statement.Unreliable ?? (question.DataFactor == 1 ? null : statement.UnreliableGrowth);

    private static double Images(StatementModel statement, double executions, double dataFactor) =>
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
