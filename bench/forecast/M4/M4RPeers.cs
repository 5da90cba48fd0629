using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>
/// Runs the peers of R's forecast package on the same series, one thread, CPU seconds by proc.time. What R said is kept in the temporary
/// folder under a hash of data and script, so that a second run need not wait; --fresh asks R again.
/// </summary>
internal static class M4RPeers
{
    private static readonly string[] MeanOf = ["stlf-ets", "stlf-arima", "mstl-ets"];

    /// <summary>Scores of the peers; empty when R or its forecast package is missing, which is said.</summary>
    public static IReadOnlyList<M4Score> Score(IReadOnlyList<M4Series> series, bool fresh)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "R", "m4_peers.R");
        var input = string.Join('\n', series.Select(s => $"{s.Id},{string.Join(',', s.Train.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(input + File.ReadAllText(script))))[..16];
        var output = Path.Combine(Path.GetTempPath(), $"shadow-bench-m4-r-{hash}.csv");
        if (File.Exists(output) && !fresh)
        {
            Console.WriteLine($"R's forecasts of the same data and script are read from {output}; --fresh makes them anew.");
        }
        else if (!Run(script, input, output))
        {
            return [];
        }

        return Read(output, series);
    }

    private static bool Run(string script, string input, string output)
    {
        var unfinished = output + ".part";
        File.WriteAllText(output + ".in", input);
        var start = new ProcessStartInfo("Rscript") { ArgumentList = { script, output + ".in", unfinished }, RedirectStandardError = true };
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
        {
            start.Environment[variable] = "1";
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                Console.WriteLine($"R ended with code {process.ExitCode}, its peers are left out: {errors.Trim()}");
                return false;
            }
        }
        catch (Win32Exception)
        {
            Console.WriteLine("Rscript is missing, so R's peers are left out: apt-get install r-cran-forecast.");
            return false;
        }
        finally
        {
            File.Delete(output + ".in");
        }

        File.Move(unfinished, output, overwrite: true);
        return true;
    }

    private static List<M4Score> Read(string output, IReadOnlyList<M4Series> series)
    {
        var rows = File.ReadLines(output).Select(l => l.Split(',')).ToArray();
        var values = rows.Where(r => r[2] != "cpu").ToDictionary(
            r => (r[0], r[1], r[2]), r => r.Skip(3).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray());
        var seconds = rows.Where(r => r[2] == "cpu").ToDictionary(r => r[0], r => double.Parse(r[3], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var scores = seconds.Select(m => M4Score.Of(
            "R " + m.Key,
            series,
            [.. series.Select(s => new M4Forecast(values[(m.Key, s.Id, "mean")], Bounds("lo", m.Key, s.Id), Bounds("hi", m.Key, s.Id)))],
            m.Value)).ToList();
        var mean = M4Score.Of("R mean of stlf-ets, stlf-arima, mstl-ets", series, i =>
            [.. Enumerable.Range(0, M4Data.Horizon).Select(h => MeanOf.Average(m => values[(m, series[i].Id, "mean")][h]))]);
        scores.Add(mean with { CpuSecondsPerThousand = MeanOf.Sum(m => seconds[m]) / series.Count * 1000 });
        return scores;

        double[][] Bounds(string side, string method, string id) =>
            [.. M4Forecast.IntervalLevels.Select(l => values[(method, id, string.Create(CultureInfo.InvariantCulture, $"{side}{l * 100:F0}"))])];
    }
}
