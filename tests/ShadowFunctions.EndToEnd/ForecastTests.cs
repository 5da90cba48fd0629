using System.Globalization;

namespace ShadowFunctions.EndToEnd;

/// <summary><c>shadow forecast</c> as a user runs it.</summary>
public sealed class ForecastTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task The_last_origin_of_every_series_is_forecast_with_ascending_quantiles()
    {
        using var folder = new TempFolder();
        // Rows of the two series take turns, and some come late.
        var rows = Wave("web", 900).Zip(Wave("search", 700), (a, b) => new[] { b, a }).SelectMany(r => r).Concat(Wave("web", 900).Skip(700)).Chunk(5).SelectMany(c => c.Reverse());
        await Write(folder["load.csv"], rows);

        (await Run(folder, "--horizon", "30", "--levels", "0.9,0.5,0.1")).MustSucceed();

        var lines = await File.ReadAllLinesAsync(folder["out.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("series,origin,step,timestamp,mean,q0.1,q0.5,q0.9", lines[0]);
        Assert.Equal(60, lines.Length - 1);
        var first = lines.Single(l => l.StartsWith("web,", StringComparison.Ordinal) && l.Split(',')[2] == "1").Split(',');
        Assert.Equal([Time(899), "1", Time(900)], first[1..4]);
        Assert.All(lines.Skip(1), l =>
        {
            var q = l.Split(',')[5..].Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
            Assert.True(q[0] >= 0 && q[0] <= q[1] && q[1] <= q[2], l);
        });
    }

    [Theory]
    [InlineData("5m")]
    [InlineData("1h")]
    public async Task A_forecast_uses_only_points_up_to_its_origin(string step)
    {
        using var folder = new TempFolder();
        var rows = Wave("web", 1500).ToList();
        var origins = new[] { Time(303), Time(1000), Time(1201) };
        await Write(folder["origins.csv"], ["timestamp", .. origins]);
        await Write(folder["load.csv"], rows);
        (await Run(folder, "--horizon", "24", "--step", step, "--origins", folder["origins.csv"])).MustSucceed();
        var whole = await File.ReadAllLinesAsync(folder["out.csv"], TestContext.Current.CancellationToken);

        foreach (var origin in origins)
        {
            await Write(folder["origins.csv"], [$"web,{origin}"]);
            await Write(folder["load.csv"], rows.Where(r => string.CompareOrdinal(r.Split(',')[1], origin) <= 0));
            (await Run(folder, "--horizon", "24", "--step", step, "--origins", folder["origins.csv"])).MustSucceed();
            var cut = await File.ReadAllLinesAsync(folder["out.csv"], TestContext.Current.CancellationToken);

            Assert.Equal(whole.Where(l => l.Split(',')[1] == origin), cut.Skip(1));
            Assert.Equal(24, cut.Length - 1);
        }
    }

    [Fact]
    public async Task Minutes_are_averaged_to_steps_and_two_hours_are_enough()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Enumerable.Range(0, 130).Select(m => $"{Start.AddMinutes(m):yyyy-MM-dd'T'HH:mm:ss'Z'},{(m % 5 == 0 ? 50 : 0)}"));

        (await Run(folder, "--horizon", "3", "--origins", "every:1")).MustSucceed();

        var rows = (await File.ReadAllLinesAsync(folder["out.csv"], TestContext.Current.CancellationToken)).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.Equal(3 * 3, rows.Count);
        Assert.Equal("2026-03-02T01:59:00Z", rows[0][1]);
        Assert.Equal("2026-03-02T02:00:00Z", rows[0][3]);
        Assert.All(rows, r => Assert.Equal(10, double.Parse(r[4], CultureInfo.InvariantCulture), 6));
    }

    [Theory]
    [InlineData("timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:05:00Z,high\n", "line 3, column 2", "'high'")]
    [InlineData("", "bad.csv", "no rows")]
    public async Task A_file_that_cannot_be_used_is_refused_and_nothing_is_left_half_written(string text, string place, string matter)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["load.csv"].Replace("load.csv", "bad.csv", StringComparison.Ordinal), text, TestContext.Current.CancellationToken);

        (await Run(folder, "--horizon", "3", "--input", folder["bad.csv"])).MustRefuse("--input", "bad.csv", place, matter);

        Assert.Equal(["bad.csv"], Directory.EnumerateFiles(folder[""]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--horizon", "0", "from 1")]
    [InlineData("--step", "10m", "5m, 1h or auto")]
    [InlineData("--origins", "every:0", "every:12")]
    [InlineData("--origins", "/no/such.csv", "every:K")]
    [InlineData("--levels", "0.5,95", "between 0 and 1")]
    [InlineData("--input", "/no/such.csv", "give a file or a folder")]
    public async Task A_wrong_option_is_named_with_its_remedy(string option, string value, string remedy)
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("web", 30));

        (await Run(folder, [.. option == "--horizon" ? Array.Empty<string>() : ["--horizon", "3"], option, value])).MustRefuse(option, value, remedy);
    }

    private static Task<ShadowResult> Run(TempFolder folder, params string[] more) => ShadowProcess.RunAsync(
        TestContext.Current.CancellationToken,
        ["forecast", .. more.Contains("--input") ? Array.Empty<string>() : ["--input", folder["load.csv"]], "--output", folder["out.csv"], .. more]);

    private static IEnumerable<string> Wave(string series, int steps) => Enumerable.Range(0, steps).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"{series},{Time(i)},{6 - (4 * Math.Cos(i / 288.0 * Math.Tau)) + (i * 7919 % 13 / 10.0):R}"));

    private static string Time(int step) => Start.AddMinutes(5 * step).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static Task Write(string file, IEnumerable<string> lines) => File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
}
