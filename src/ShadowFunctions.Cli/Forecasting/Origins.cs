using System.Globalization;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Cli.Forecasting;

/// <summary>The instants from which forecasts are made: a forecast uses the points up to its origin, the origin included.</summary>
internal abstract record Origins
{
    /// <summary>Reads <c>last</c>, <c>every:K</c> or the name of a file.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static Origins Parse(string text)
    {
        if (text == "last")
        {
            return new Last();
        }

        if (text.StartsWith("every:", StringComparison.Ordinal))
        {
            return int.TryParse(text[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var steps) && steps > 0
                ? new Every(steps)
                : throw new UsageException($"--origins is '{text}'; give a whole number of steps from 1 after 'every:', for example every:12.");
        }

        return File.Exists(text)
            ? Listed.Read(text)
            : throw new UsageException($"--origins is '{text}'; give 'last', 'every:K' or a file of origins (lines of timestamp, or of series,timestamp).");
    }

    /// <summary>The origins of a series, ascending.</summary>
    /// <param name="series">The series.</param>
    /// <param name="warmUpSteps">Observed steps before the first origin of <c>every:K</c>.</param>
    public abstract IReadOnlyList<DateTimeOffset> Of(SteppedSeries series, int warmUpSteps);

    /// <summary>The last point.</summary>
    public sealed record Last : Origins
    {
        public override IReadOnlyList<DateTimeOffset> Of(SteppedSeries series, int warmUpSteps) => [series.Steps[^1].LastAt];
    }

    /// <summary>The last point of every so many-th observed step after the warm-up.</summary>
    public sealed record Every(int Steps) : Origins
    {
        public override IReadOnlyList<DateTimeOffset> Of(SteppedSeries series, int warmUpSteps)
        {
            var origins = new List<DateTimeOffset>();
            for (var i = warmUpSteps - 1; i < series.Steps.Count; i += Steps)
            {
                origins.Add(series.Steps[i].LastAt);
            }

            return origins;
        }
    }

    /// <summary>The origins of a file, for all series or for those it names.</summary>
    public sealed record Listed(IReadOnlyList<DateTimeOffset> ForAll, IReadOnlyDictionary<string, IReadOnlyList<DateTimeOffset>> BySeries) : Origins
    {
        public override IReadOnlyList<DateTimeOffset> Of(SteppedSeries series, int warmUpSteps) =>
            [.. ForAll.Concat(BySeries.GetValueOrDefault(series.Name, [])).Distinct().Order()];

        public static Listed Read(string file)
        {
            try
            {
                var rows = TimeFile.Read(file);
                return new Listed(
                    [.. rows.Where(r => r.Series is null).Select(r => r.At)],
                    rows.Where(r => r.Series is not null)
                        .GroupBy(r => r.Series!, StringComparer.Ordinal)
                        .ToDictionary(g => g.Key, g => (IReadOnlyList<DateTimeOffset>)[.. g.Select(r => r.At)], StringComparer.Ordinal));
            }
            catch (SeriesFormatException e)
            {
                throw new UsageException($"--origins: {e.Message}", e);
            }
        }
    }
}
