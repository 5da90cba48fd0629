using System.Globalization;
using System.IO.Compression;

namespace ShadowFunctions.Bench.Forecast.M4;

/// <summary>Reads the files of the data set m4-hourly.</summary>
internal static class M4Data
{
    public const int Horizon = 48;
    public const int Period = 24;

    public static IReadOnlyList<M4Series> Load(string folder)
    {
        var test = Rows(Path.Combine(folder, "Hourly-test.csv.gz")).ToDictionary(r => r[0], r => Numbers(r, 1), StringComparer.Ordinal);
        return [.. Rows(Path.Combine(folder, "Hourly-train.csv.gz")).Select(r => new M4Series(r[0], Numbers(r, 1), test[r[0]]))];
    }

    /// <summary>Published forecasts by method, each by series.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, double[]>> Published(string folder) =>
        Rows(Path.Combine(folder, "m4_hourly_benchmark_point_forecasts.csv.gz"))
            .GroupBy(r => r[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(r => r[1], r => Numbers(r, 2), StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The first published scores: method, authors, sMAPE, MASE, OWA, MSIS (empty where none was given).</summary>
    public static IEnumerable<string[]> Scores(string folder) =>
        Rows(Path.Combine(folder, "m4_hourly_published_scores.csv"));

    private static IEnumerable<string[]> Rows(string path)
    {
        if (!File.Exists(path))
        {
            throw new BenchException($"{path} is missing: point --data at the folder that holds m4-hourly.");
        }

        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            yield return Fields(line);
        }
    }

    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (i == line.Length || (line[i] == ',' && !quoted))
            {
                fields.Add(line[start..i].Trim('"'));
                start = i + 1;
            }
        }

        return [.. fields];
    }

    private static double[] Numbers(string[] row, int from) =>
        [.. row.Skip(from).TakeWhile(f => f.Length > 0).Select(f => double.Parse(f, CultureInfo.InvariantCulture))];
}
