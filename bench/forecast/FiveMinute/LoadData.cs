using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>The load series with a point at least every five minutes, at least six days of them.</summary>
internal static class LoadData
{
    private const int ShortestSteps = 6 * 288;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>All of a folder of data sets, one folder each. Series with values below zero are no load and are left out.</summary>
    public static IReadOnlyList<LoadSeries> Load(string folder)
    {
        var all = new List<LoadSeries>();
        foreach (var set in Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) != "m4-hourly").Order(StringComparer.Ordinal))
        {
            foreach (var series in SeriesFiles.Read([set]))
            {
                if (SteppedSeries.Spacing(series) <= 1.1 * Step && series.Points.All(p => p.Value >= 0) && OnGrid(series, Path.GetFileName(set)) is { } load)
                {
                    all.Add(load);
                }
            }
        }

        return all.Count > 0 ? all : throw new BenchException($"There are no five-minute series in {folder}: name the folder of the data sets with --data.");
    }

    private static LoadSeries? OnGrid(RecordedSeries series, string family)
    {
        var stepped = SteppedSeries.Of(series, Step);
        var steps = stepped.Steps[^1].Index + 1;
        if (steps < ShortestSteps)
        {
            return null;
        }

        var values = new double[steps];
        Array.Fill(values, double.NaN);
        foreach (var step in stepped.Steps)
        {
            values[step.Index] = step.Value;
        }

        var load = new LoadSeries(series.Name, family, StepGrid.IndexOf(stepped.Start), values);
        return load.Scale > 0 ? load : null;
    }
}
