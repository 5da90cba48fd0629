using System.IO.Compression;
using ShadowFunctions.Core.Recordings;

namespace ShadowFunctions.Core.Tests.Recordings;

public sealed class SeriesFilesTests : IDisposable
{
    private static readonly DateTimeOffset Six = new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("series-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Two_columns_are_one_series_named_after_the_file()
    {
        var series = Assert.Single(Read("timestamp,value\n2026-08-31T06:00:00Z,1.5\n2026-08-31T07:01:00+01:00,2\n"));

        Assert.Equal("load", series.Name);
        Assert.Equal([new(Six, 1.5), new(Six.AddMinutes(1), 2)], series.Points);
    }

    [Theory]
    [InlineData("2026-08-31T06:00:00Z")]
    [InlineData("2026-08-31 06:00:00")]
    [InlineData("2026-08-31T06:00:00.000Z")]
    [InlineData("2026-08-31T06:00Z")]
    [InlineData("2026-08-31T08:00:00+02:00")]
    [InlineData("\"2026-08-31T06:00:00Z\"")]
    [InlineData("1788156000")]
    [InlineData("1788156000000")]
    public void The_same_instant_can_be_written_in_many_ways(string time) =>
        Assert.Equal(Six, Assert.Single(Assert.Single(Read($"{time},1\r\n")).Points).At);

    [Fact]
    public void Three_columns_are_several_series_in_the_order_of_their_first_rows()
    {
        var series = Read("b,2026-08-31 06:00:00,1\na,2026-08-31 06:00:00,2\nb,2026-08-31 06:01:00,3");

        Assert.Equal(["b", "a"], series.Select(s => s.Name));
        Assert.Equal([1, 3], series[0].Points.Select(p => p.Value));
    }

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order()
    {
        var series = Assert.Single(Read("value,host,timestamp,series\n7,x,2026-08-31T06:00:00Z,cpu\n"));

        Assert.Equal(("cpu", 7), (series.Name, Assert.Single(series.Points).Value));
    }

    [Fact]
    public void Late_rows_are_put_in_their_place_and_of_repeated_ones_the_last_counts()
    {
        var series = Assert.Single(Read("2026-08-31T06:01:00Z,1\n2026-08-31T06:00:00Z,5\n2026-08-31T06:01:00Z,2\n2026-08-31T06:02:00Z,3\n"));

        Assert.Equal([5, 2, 3], series.Points.Select(p => p.Value));
        Assert.Equal((1, 1), (series.LateRows, series.RepeatedRows));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("null")]
    public void A_row_without_a_value_is_a_gap_and_never_zero(string value)
    {
        var series = Assert.Single(Read($"2026-08-31T06:00:00Z,1\n2026-08-31T06:01:00Z,{value}\n2026-08-31T06:02:00Z,3\n"));

        Assert.Equal([1, 3], series.Points.Select(p => p.Value));
        Assert.Equal(1, series.RowsWithoutValue);
    }

    [Theory]
    [InlineData("timestamp,value\nyesterday,1", "line 2, column 1: 'yesterday'")]
    [InlineData("2026-08-31T06:00:00Z,1\n2026-08-31T06:01:00Z,many", "line 2, column 2: 'many'")]
    [InlineData("2026-08-31T06:00:00Z,inf", "line 1, column 2: 'inf'")]
    [InlineData("2026-02-30T06:00:00Z,1", "line 1, column 1: '2026-02-30T06:00:00Z'")]
    [InlineData("a,2026-08-31T06:00:00Z,1\n2026-08-31T07:00:00Z,1", "line 2, column 1")]
    [InlineData("1,2,3,4", "line 1, column 1")]
    [InlineData("timestamp,value\n", "no rows")]
    [InlineData("timestamp,value\n2026-08-31T06:00:00Z,\n", "no rows")]
    public void A_line_that_cannot_be_read_is_named_with_file_and_column(string text, string expected)
    {
        var message = Assert.Throws<SeriesFormatException>(() => Read(text)).Message;

        Assert.StartsWith("load.csv", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_to_any_depth_and_what_is_no_series_in_it_is_left_out_with_a_note()
    {
        Write("b.csv", "2026-08-31T06:00:00Z,1\n");
        Write("deep/a.csv.gz", "timestamp,value\n2026-08-31T06:00:00Z,2\n");
        Write("deep/b.csv", "2026-08-31T06:00:00Z,3\n");
        Write("manifest.csv", "series_id,dataset,kind,unit\nb,x,y,z\n");
        Write("notes.txt", "hello");
        var notes = new List<string>();

        var series = SeriesFiles.Read([_folder.FullName], notes.Add).ToList();

        Assert.Equal([("b", 1), ("a", 2), ("deep-b", 3)], series.Select(s => (s.Name, (int)s.Points[0].Value)));
        Assert.Contains("manifest.csv", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_series_may_go_on_in_the_next_file()
    {
        Write("day1.csv", "cpu,2026-08-31T06:00:00Z,1\nio,2026-08-31T06:00:00Z,10\n");
        Write("day2.csv", "cpu,2026-09-01T06:00:00Z,2\n");

        var series = SeriesFiles.Read([_folder.FullName]).ToList();

        Assert.Equal(["cpu", "io"], series.Select(s => s.Name));
        Assert.Equal([1, 2], series[0].Points.Select(p => p.Value));
    }

    [Fact]
    public void Mixed_rows_beyond_the_memory_limit_come_back_whole()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"s{i % 7},{Six.AddMinutes(i):yyyy-MM-ddTHH:mm:ssZ},{i}");
        Write("all.csv", string.Join('\n', lines));
        var files = SeriesFiles.Find([_folder.FullName]);

        var spilled = SeriesFiles.ReadFiles(files, mostPointsInMemory: 64).ToList();

        Assert.Equal(7, spilled.Count);
        Assert.All(spilled, (s, n) => Assert.Equal(Enumerable.Range(0, 1000).Where(i => i % 7 == n).Select(i => (double)i), s.Points.Select(p => p.Value)));
    }

    [Fact]
    public void What_only_claims_to_be_compressed_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "bad.csv.gz"), "2026-08-31T06:00:00Z,2\n");

        var message = Assert.Throws<SeriesFormatException>(() => SeriesFiles.Read([Path.Combine(_folder.FullName, "bad.csv.gz")]).ToList()).Message;

        Assert.Contains("bad.csv.gz", message, StringComparison.Ordinal);
        Assert.Contains("gzip", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_not_there_and_a_folder_without_series_are_refused()
    {
        Assert.Contains("does not exist", Assert.Throws<SeriesFormatException>(() => SeriesFiles.Find(["/no/such"])).Message, StringComparison.Ordinal);
        Assert.Contains("no load series", Assert.Throws<SeriesFormatException>(() => SeriesFiles.Find([_folder.FullName])).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<RecordedSeries> Read(string text)
    {
        using var reader = new StringReader(text);
        return SeriesFiles.Read(reader, "load.csv");
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = File.Create(file);
        using var content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.Fastest) : (Stream)stream;
        using var writer = new StreamWriter(content);
        writer.Write(text);
    }
}
