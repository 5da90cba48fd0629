using System.Diagnostics;
using System.Globalization;

namespace ShadowFunctions.Bench.Forecast.FiveMinute;

/// <summary>Methods of R's forecast package at the shared origins. R refits from the last week at each.</summary>
internal static class RPeers
{
    private const int HistorySteps = 7 * 288;
    private const int Steps = 24;

    /// <summary>Runs one method.</summary>
    public static Method Run(IReadOnlyList<LoadSeries> series, string method, int every)
    {
        var folder = Directory.CreateTempSubdirectory("five-minute-");
        try
        {
            for (var i = 0; i < series.Count; i++)
            {
                File.WriteAllLines(Path.Combine(folder.FullName, $"{i}.txt"), series[i].Values.Select(v => double.IsNaN(v) ? "NA" : v.ToString("R", CultureInfo.InvariantCulture)));
            }

            File.WriteAllLines(Path.Combine(folder.FullName, "index.csv"), series.SelectMany((s, i) => Distances.OriginsOf(s).Select(o => $"{i},{o}")));
            var output = Path.Combine(folder.FullName, "out.csv");
            Rscript([Path.Combine(AppContext.BaseDirectory, "R", "five_minute_peers.R"), folder.FullName, method, $"{every}", $"{HistorySteps}", output]);
            return Read(series, $"R {method}", output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Method Read(IReadOnlyList<LoadSeries> series, string name, string file)
    {
        var scores = series.Select(s => new Score(s)).ToArray();
        double seconds = 0;
        var forecasts = 0L;
        var quantiles = new double[Distances.Levels.Length];
        foreach (var line in File.ReadLines(file))
        {
            var cells = line.Split(',').Select(c => c.Trim() is "NA" or "NaN" ? double.NaN : double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
            var (score, origin) = (scores[(int)cells[0]], (int)cells[1]);
            seconds += cells[2];
            forecasts++;
            for (var b = 0; b < Distances.Steps.Length; b++)
            {
                var step = Distances.Steps[b] - 1;
                for (var l = 0; l < quantiles.Length; l++)
                {
                    quantiles[l] = cells[3 + Steps + (l * Steps) + step];
                }

                score.Add(b, score.Series.Values[origin + step + 1], cells[3 + step], quantiles);
            }
        }

        return new Method(name, scores, seconds, forecasts);
    }

    private static void Rscript(string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", arguments))!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new BenchException($"Rscript ended with {process.ExitCode}; its messages stand above.");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new BenchException($"Rscript cannot be started ({e.Message}): install r-base-core and r-cran-forecast, or run with --no-r.");
        }
    }
}
