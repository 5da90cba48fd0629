using System.Globalization;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Answers what a load would take on production.</summary>
public static class LoadPredictor
{
    // Share of the CPU of further pages that is not known: they may be warmer or colder than those measured.
    private const double FurtherPagesError = 0.3;

    // A wider estimate would be a guess.
    private const double LargestDeviation = 0.3;

    // Share of all pages that may hang on a statement whose growth is not known.
    private const double LargestUnknown = 0.1;

    // Even a perfect model meets windows that differ by more than this.
    private const double SmallestError = 0.05;

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

        (double Pages, string? Reason) unknown = (0, null);
        double furtherCpu = 0, furtherVariance = 0, pages = 0, pagesVariance = 0, misses = 0, log = 0, images = 0, result = 0;
        foreach (var (id, rate) in load)
        {
            var statement = known[id];
            var now = statement.Counters;
            var (ratio, doubt) = Growth(statement, question.DataFactor);
            var there = now.Pages * ratio;
            unknown = doubt * now.Pages * rate > unknown.Pages ? (doubt * now.Pages * rate, statement.UnreliableGrowth) : unknown;
            var more = rate * Math.Abs(there - now.Pages) * statement.CpuSecondsPerPage * Math.Sign(there - now.Pages);
            furtherCpu += more;
            furtherVariance += Square(FurtherPagesError * more) + Square(rate * now.Pages * (statement.PagesRelativeError + doubt) * statement.CpuSecondsPerPage);
            pages += rate * there;
            pagesVariance += Square(rate * ((there * statement.PagesRelativeError) + (now.Pages * doubt)));
            misses += rate * there * MissRatio(now, id, question);
            log += rate * now.LogBytes;
            images += Images(statement, rate * model.CheckpointSeconds, question.DataFactor) / model.CheckpointSeconds;
            result += rate * now.ResultBytes;
        }

        if (unknown.Pages > LargestUnknown * pages)
        {
            return new LoadEstimate { Unreliable = unknown.Reason };
        }

        var window = new LoadWindow(1, load.ToDictionary(l => l.Key, l => l.Value), 0);
        var deviation = model.Cpu.Predict(LoadFeatures.Of(model.Cpu.Names, window)).Deviation;
        var (light, heavy) = (LoadSplit.Light(model.Curve, model.Cpu, window), LoadSplit.Heavy(model.Curve, model.Cpu, window));
        var cpu = model.Curve.Used(light) + heavy;
        var share = light + heavy > 0 ? cpu / (light + heavy) : 1;
        var total = Math.Max(0, cpu + furtherCpu);
        var spread = Math.Sqrt(Square(share * deviation) + Square(SmallestError * cpu) + furtherVariance);
        if (spread > LargestDeviation * total)
        {
            return new LoadEstimate { Unreliable = string.Create(CultureInfo.InvariantCulture, $"CPU would be {total:0.###} vCores within {spread / total:P0}, most of it by {Doubtful(model, load)}: too wide to size by.") };
        }

        return new LoadEstimate
        {
            CpuVCores = total,
            CpuDeviation = spread,
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
        : statement.Unreliable ?? (question.DataFactor > 0 && double.IsFinite(question.DataFactor) ? null : $"The data factor is {question.DataFactor}; give a multiple above 0.");

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

    /// <summary>The statement whose cost adds most to the deviation.</summary>
    private static string Doubtful(LoadModel model, KeyValuePair<string, double>[] load) => load.MaxBy(l =>
    {
        var at = model.Cpu.Names.ToList().IndexOf(l.Key);
        return at < 0 ? 0 : l.Value * Math.Sqrt(Math.Max(0, model.Cpu.Covariance[at][at]));
    }).Key;

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
