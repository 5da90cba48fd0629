using System.Globalization;
using System.IO.Compression;

namespace ShadowFunctions.EndToEnd;

/// <summary>Runs on recorded load.</summary>
public sealed class TracesTests
{
    [Theory]
    [InlineData("load.csv")]
    [InlineData("load.csv.gz")]
    public async Task Each_series_of_a_file_becomes_a_store(string name)
    {
        using var folder = new TempFolder();
        Write(folder[name], Wave("Web Shop", 1e-9).Concat(Wave("search", 1e9)));

        var result = await Run(folder, 3, "--traces", folder[name]);

        result.MustSucceed();
        Assert.Equal(["web-shop", "search"], Summary.Read(folder["out.json"]).Stores().Select(s => s.Text("id")));
        Assert.All(Summary.Read(folder["out.json"]).Stores(), s => Assert.True(s.Number("predictions") > 0));
    }

    [Theory]
    [InlineData("time,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z,high\n", "line 3, column 2", "'high'")]
    [InlineData("a,2026-01-01T00:00:00Z,1\na,yesterday,1\n", "line 2, column 2", "'yesterday'")]
    [InlineData("a,2026-01-01T00:00:00Z,1\na,2026-01-01T00:01:00Z,1e999\n", "line 2, column 3", "number")]
    [InlineData("2026-01-01T00:00:00Z,1\n2026-01-01T00:01:00Z\n", "line 2, column 1", "2 columns")]
    [InlineData("2026-01-01T00:00:00Z,0\n", "bad", "no value above zero")]
    [InlineData("", "bad.csv", "no rows")]
    public async Task A_file_that_cannot_be_read_is_refused_with_file_line_and_column(string text, string place, string matter)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["bad.csv"], text, TestContext.Current.CancellationToken);

        (await Run(folder, 3, "--traces", folder["bad.csv"])).MustRefuse("--traces", "bad", place, matter);
    }

    [Fact]
    public async Task A_file_that_only_claims_to_be_compressed_is_refused()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["bad.csv.gz"], "2026-01-01T00:00:00Z,1\n", TestContext.Current.CancellationToken);

        (await Run(folder, 3, "--traces", folder["bad.csv.gz"])).MustRefuse("--traces", "bad.csv.gz", "gzip");
    }

    [Fact]
    public async Task Published_cloud_load_runs_through()
    {
        var data = FindShared("data/load/ms-cloud-monitoring");
        Assert.SkipWhen(data is null, "skipped: the folder shared/data/load/ms-cloud-monitoring is not beside the repository.");
        using var folder = new TempFolder();

        var result = await Run(folder, 24, "--traces", data!);

        result.MustSucceed();
        Assert.Equal(10, Summary.Read(folder["out.json"]).Stores().Count);
        Assert.All(Summary.Read(folder["out.json"]).Stores(), s => Assert.True(s.Number("predictions") > 0, $"{s.Text("id")} was never predicted."));
    }

    private static Task<ShadowResult> Run(TempFolder folder, int cycles, params string[] more) =>
        ShadowProcess.RunAsync(TestContext.Current.CancellationToken, UpRunFixture.Arguments(folder, "out.json", "state", cycles).Concat(more));

    /// <summary>Two days, hourly for one series as for the other, of a wave between a fifth of the peak and the peak.</summary>
    private static IEnumerable<string> Wave(string series, double peak) => Enumerable.Range(0, 48).Select(hour => string.Create(
        CultureInfo.InvariantCulture,
        $"{series},{new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour):yyyy-MM-dd'T'HH:mm:ss'Z'},{peak * (0.6 - (0.4 * Math.Cos(hour / 24.0 * Math.Tau))):R}"));

    private static void Write(string file, IEnumerable<string> lines)
    {
        using var stream = File.Create(file);
        using var content = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : (Stream)stream;
        using var writer = new StreamWriter(content);
        foreach (var line in lines)
        {
            writer.WriteLine(line);
        }
    }

    private static string? FindShared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", path);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
