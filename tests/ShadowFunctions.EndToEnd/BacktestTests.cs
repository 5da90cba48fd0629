using System.Globalization;
using System.IO.Compression;

namespace ShadowFunctions.EndToEnd;

/// <summary>The back-test as a user starts it.</summary>
public sealed class BacktestTests
{
    [Fact]
    public async Task Every_figure_can_be_recomputed_from_the_timeline_alone()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("shop", 1), Wave("search", 40));
        var result = await Run("--input", folder["load.csv"], "--failed-operations", "10%", "--limit", "short=0.5%", "--seed", "3",
            "--json", folder["out.json"], "--timeline", folder["minutes.csv.gz"], "--report", folder["report.html"]);
        result.MustSucceed();
        Assert.Contains("you would have paid", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2", result.Errors, StringComparison.Ordinal);

        var json = Summary.Read(folder["out.json"]);
        var prices = json["sizes"]!.AsArray().GroupBy(s => s!["capacityVCores"]!.GetValue<double>()).ToDictionary(s => s.Key, s => s.Min(p => p!["pricePerHour"]!.GetValue<double>()));
        var rows = Rows(folder["minutes.csv.gz"]).GroupBy(r => (r.Series, r.Policy)).ToList();
        Assert.Equal(2 * 13, rows.Count);
        foreach (var policy in rows)
        {
            var figures = json["series"]!.AsArray().Single(s => s!["series"]!.GetValue<string>() == policy.Key.Series)!["policies"]!.AsArray()
                .Single(p => p!["policy"]!.GetValue<string>() == policy.Key.Policy)!.AsObject();
            var minutes = policy.ToList();
            Assert.All(minutes.Zip(minutes.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(1), pair.Second.At - pair.First.At));
            Assert.Equal(figures.Number("shortMinutes"), minutes.Count(m => m.Demand > m.Capacity));
            Assert.Equal(figures.Number("unservedVCoreHours"), minutes.Sum(m => Math.Max(0, m.Demand - m.Capacity)) / 60, 6);
            Assert.Equal(figures.Number("capacityVCoreHours"), minutes.Sum(m => m.Capacity) / 60, 6);
            Assert.Equal(figures.Number("cost"), minutes.GroupBy(m => m.At.ToUnixTimeSeconds() / 3600).Sum(h => prices[h.Max(m => m.Capacity)]), 6);
            Assert.Equal(figures.Number("operations"), minutes.Sum(m => m.Events.Count(e => e.StartsWith("start:", StringComparison.Ordinal))));
            Explain(minutes, prices.Keys.Order().ToList());
        }

        Assert.Contains(rows.SelectMany(r => r).SelectMany(r => r.Events), e => e.StartsWith("failed:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_is_one_page_that_needs_nothing_else()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("shop <b>&", 1), Wave("search", 40));
        (await Run("--input", folder["load.csv"], "--report", folder["report.html"])).MustSucceed();
        var page = await File.ReadAllTextAsync(folder["report.html"], TestContext.Current.CancellationToken);

        Assert.Contains("you would have paid", page, StringComparison.Ordinal);
        Assert.Contains("shop &lt;b&gt;&amp;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("shop <b>", page, StringComparison.Ordinal);
        Assert.All(new[] { "<script", "http://", "https://", "src=", "url(", "@import", "NaN", "Infinity" }, t => Assert.DoesNotContain(t, page, StringComparison.Ordinal));

        // The frontier, and of each series the window and a day.
        Assert.Equal(5, page.Split("<svg ").Length - 1);
        Assert.All(new[] { "prefers-color-scheme: dark", "width=device-width", "class=\"area band\"", "class=\"line ours\"", "class=\"dot good\"" }, t => Assert.Contains(t, page, StringComparison.Ordinal));
        _ = System.Xml.Linq.XDocument.Parse("<x>" + page[page.IndexOf("<main>", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + 7)] + "</x>");
    }

    [Fact]
    public async Task A_limit_is_solved_for_each_extra_nine_has_its_price_and_storage_is_told_beside_compute()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("shop", 1));
        var result = await Run("--input", folder["load.csv"], "--policies", "predictive,target-tracking,optimum", "--limit", "short=216m/month", "--solve", "--data-gib", "200", "--json", folder["out.json"]);
        result.MustSucceed();
        Assert.Contains("The price of each extra nine", result.Output, StringComparison.Ordinal);
        Assert.Contains("for storage", result.Output, StringComparison.Ordinal);

        var json = Summary.Read(folder["out.json"]);
        Assert.Equal(0.5, json["settings"]!["shortLimitPercent"]!.GetValue<double>(), 9);
        var solved = json["solved"]!.AsArray();
        Assert.Equal(2 * 4, solved.Count);
        Assert.All(solved.Where(s => s!["notReached"]!.GetValue<int>() == 0), s =>
        {
            var (limit, first, rest) = (s!["limitPercent"]!.GetValue<double>(), s!["first"]!, s!["rest"]!);
            Assert.True(first["shortMinutes"]!.GetValue<int>() <= limit / 100 * first["minutes"]!.GetValue<int>());
            Assert.True(rest["minutes"]!.GetValue<int>() > 0);
        });
        Assert.All(json["policies"]!.AsArray(), p => Assert.True(p!["storageCost"]!.GetValue<double>() > 0));
    }

    [Fact]
    public async Task The_same_command_writes_the_same_files()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("a", 1), Wave("b", 2), Wave("c", 3));
        foreach (var name in new[] { "first", "second" })
        {
            (await Run("--input", folder["load.csv"], "--policies", "predictive,target-tracking,optimum", "--json", folder[name + ".json"], "--timeline", folder[name + ".csv"])).MustSucceed();
        }

        Assert.Equal(await File.ReadAllTextAsync(folder["first.json"], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(folder["second.json"], TestContext.Current.CancellationToken));
        Assert.Equal(await File.ReadAllTextAsync(folder["first.csv"], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(folder["second.csv"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_unit_is_taken_as_it_is()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("cpu", 40));
        (await Run("--input", folder["load.csv"], "--unit", "percent", "--size", "GP_Gen5_8", "--policies", "static-peak", "--json", folder["out.json"])).MustSucceed();

        var highest = Wave("cpu", 40).Max(r => double.Parse(r.Split(',')[2], CultureInfo.InvariantCulture));
        Assert.Equal(highest * 8 / 100, Summary.Read(folder["out.json"])["series"]![0]!["peakVCores"]!.GetValue<double>(), 6);
    }

    [Fact]
    public async Task A_bad_line_is_named_and_nothing_is_written()
    {
        using var folder = new TempFolder();
        await Write(folder["good.csv"], Wave("good", 1));
        await File.WriteAllTextAsync(folder["later.csv"], "timestamp,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:05:00Z,high\n", TestContext.Current.CancellationToken);

        (await Run("--input", folder.Path, "--json", folder["out.json"], "--timeline", folder["out.csv.gz"], "--report", folder["out.html"]))
            .MustRefuse("--input", "later.csv", "line 3, column 2", "'high'", "write a number");
        Assert.Equal(["good.csv", "later.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_series_too_short_to_score_is_left_out_and_named()
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("long", 1), Wave("tiny", 1)[..3]);
        var result = await Run("--input", folder["load.csv"], "--policies", "static-peak", "--json", folder["out.json"]);

        result.MustSucceed();
        Assert.Contains("left out: The series 'tiny'", result.Errors, StringComparison.Ordinal);
        Assert.Equal("tiny", Summary.Read(folder["out.json"])["skipped"]![0]!["series"]!.GetValue<string>());
        await Write(folder["load.csv"], Wave("tiny", 1)[..3]);
        (await Run("--input", folder["load.csv"])).MustRefuse("--input", "no series can be scored", "tiny", "give a longer one");
    }

    [Theory]
    [InlineData("--input", "/no/such/file.csv", "give a file or a folder")]
    [InlineData("--policies", "predictiv", "static-peak")]
    [InlineData("--ladder", "GP_Gen9", "HS_Gen5")]
    [InlineData("--latency", "10m..3m", "3m..10m")]
    [InlineData("--latency", "3..10", "3m..10m")]
    [InlineData("--limit", "0.5", "short=0.5%")]
    [InlineData("--limit", "short=0.5", "short=0.5%")]
    [InlineData("--limit", "short=-1m/month", "minutes a month")]
    [InlineData("--data-gib", "many", "GiB")]
    [InlineData("--price-short", "-1", "from 0")]
    [InlineData("--peak-vcores", "many", "vCores")]
    [InlineData("--unit", "cores", "'vcores' or 'percent'")]
    [InlineData("--unit", "percent", "--size")]
    [InlineData("--size", "GP_Gen5_8", "--unit percent")]
    [InlineData("--demand", "all", "'censored' or 'observed'")]
    [InlineData("--timeline", "/no/such/folder/x.csv", "in a folder that exists")]
    public async Task A_wrong_value_is_named_with_its_option_and_remedy(string option, string value, string remedy)
    {
        using var folder = new TempFolder();
        await Write(folder["load.csv"], Wave("a", 1));
        string[] arguments = option == "--input" ? [option, value] : ["--input", folder["load.csv"], option, value];
        (await Run(arguments)).MustRefuse(option, value, remedy);
    }

    /// <summary>Capacity changes where an operation is done, to what the size named can do, and nowhere else.</summary>
    private static void Explain(List<Row> minutes, List<double> capacities)
    {
        foreach (var (before, minute) in minutes.Zip(minutes.Skip(1)))
        {
            Assert.Contains(minute.Capacity, capacities);
            var done = minute.Events.LastOrDefault(e => e.StartsWith("done:", StringComparison.Ordinal));
            Assert.True(done is not null || minute.Capacity == before.Capacity, $"{minute.At:u} changes without an operation.");
            Assert.True(done is null || done.EndsWith($"_{minute.Capacity:0}", StringComparison.Ordinal) || minute.Capacity > 40, $"{minute.At:u} {done} gives {minute.Capacity}.");
        }
    }

    private static string[] Wave(string name, double scale) => [.. Enumerable.Range(0, 4 * 288).Select(i => string.Create(
        CultureInfo.InvariantCulture,
        $"{name},{new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc).AddMinutes(5 * i):yyyy-MM-ddTHH:mm:ssZ},{scale * (1.2 - Math.Cos(2 * Math.PI * i / 288) + (i % 97 == 0 ? 1.5 : 0) + (0.05 * Math.Sin(i * 1.7))):0.0000}"))];

    private static Task Write(string file, params string[][] rows) =>
        File.WriteAllTextAsync(file, "series,timestamp,value\n" + string.Join('\n', rows.SelectMany(r => r)) + "\n", TestContext.Current.CancellationToken);

    private static Task<ShadowResult> Run(params string[] arguments) => ShadowProcess.RunAsync(TestContext.Current.CancellationToken, ["backtest", .. arguments]);

    private static IEnumerable<Row> Rows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        Assert.Equal("series,policy,timestamp,demand,capacity,operation", reader.ReadLine());
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            yield return new Row(
                cells[0], cells[1], DateTimeOffset.Parse(cells[2], CultureInfo.InvariantCulture),
                double.Parse(cells[3], CultureInfo.InvariantCulture), double.Parse(cells[4], CultureInfo.InvariantCulture),
                cells[5].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private sealed record Row(string Series, string Policy, DateTimeOffset At, double Demand, double Capacity, string[] Events);
}
