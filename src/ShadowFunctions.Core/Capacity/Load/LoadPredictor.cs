using System.Globalization;
using ShadowFunctions.Core.Capacity.Storage;

namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>Answers what a load would take on production.</summary>
public static class LoadPredictor
{
    /// <summary>A 95 % interval that reaches further than this share of the estimate is said aloud.</summary>
    public const double FirmShare = 0.3;

    // Standard deviations on either side of a 95 % interval.
    private const double Normal = 1.96;

    // A wider estimate would be a guess.
    private const double LargestDeviation = 0.3;

    // Share of all pages that may hang on a statement whose growth is not known.
    private const double LargestUnknown = 0.1;

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

        var parts = load.Select(l => StatementForecast.Of(known[l.Key], l.Value, model, question)).ToArray();
        var pages = parts.Sum(p => p.Pages);
        if (parts.Where(p => p.UnknownPages > LargestUnknown * pages).MaxBy(p => p.UnknownPages) is { } unknown)
        {
            return new LoadEstimate { Unreliable = unknown.Statement.UnreliableGrowth };
        }

        var cpu = CpuForecast.Of(model, load.ToDictionary(l => l.Key, l => l.Value), question.Intervals, parts);
        if (cpu.Deviation > LargestDeviation * cpu.VCores)
        {
            return new LoadEstimate { Unreliable = string.Create(CultureInfo.InvariantCulture, $"CPU would be {cpu.VCores:0.###} vCores within {cpu.Deviation / cpu.VCores:P0}, most of it because {cpu.Reason}: too wide to size by.") };
        }

        var misses = parts.Sum(p => p.Misses);
        var missesDeviation = Math.Sqrt(parts.Sum(p => p.MissesVariance) + Square(MiniatureCache.RelativeError * misses));
        var images = parts.Sum(p => p.Images);
        return new LoadEstimate
        {
            CpuVCores = cpu.VCores,
            CpuDeviation = cpu.Deviation,
            Caution = Caution("CPU", cpu.VCores, cpu.Deviation, () => cpu.Reason),
            PagesPerSecond = pages,
            PagesDeviation = Math.Sqrt(parts.Sum(p => p.PagesVariance)),
            MissesPerSecond = misses,
            MissesDeviation = missesDeviation,
            MissesCaution = Caution("Cache misses", misses, missesDeviation, () => $"those of statement {parts.MaxBy(p => p.MissesVariance)!.Statement.TemplateId} are not known"),
            LogBytesPerSecond = parts.Sum(p => p.LogBytes) + (images * model.LogImageBytes),
            ImagesPerSecond = images,
            ResultBytesPerSecond = parts.Sum(p => p.ResultBytes),
        };
    }

    private static string? Caution(string what, double mean, double deviation, Func<string> reason) => Normal * deviation > FirmShare * mean
        ? string.Create(CultureInfo.InvariantCulture, $"{what} may be off by {Normal * deviation / mean:P0}, most of it because {reason()}.")
        : null;

    private static string? Doubt(StatementModel? statement, string id, double rate, LoadQuestion question) =>
        !(rate > 0) || double.IsInfinity(rate) ? $"The rate of statement {id} is {rate}; give a number of executions per second."
        : statement is null ? $"Statement {id} was seen neither on production nor on the shadow."
        : statement.Unreliable ?? (question.DataFactor > 0 && double.IsFinite(question.DataFactor) ? null : $"The data factor is {question.DataFactor}; give a multiple above 0.");

    private static double Square(double x) => x * x;
}
