using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Core.Tests.Simulation;

public class DemandReaderTests
{
    private static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> Read(string text)
    {
        using var reader = new StringReader(text);
        return DemandReader.Read(reader, "load.csv", "load");
    }

    [Fact]
    public void Two_columns_are_one_series_named_after_the_file()
    {
        var points = Read("timestamp,value\n2026-08-31T06:00:00Z,1.5\n2026-08-31T06:01:00+01:00,2\n".Replace("06:01:00+01:00", "07:01:00+01:00"))["load"];

        Assert.Equal([new(new(2026, 8, 31, 6, 0, 0, TimeSpan.Zero), 1.5), new(new(2026, 8, 31, 6, 1, 0, TimeSpan.Zero), 2)], points);
    }

    [Fact]
    public void Three_columns_are_several_series() =>
        Assert.Equal(["a", "b"], Read("a,2026-08-31 06:00:00,1\nb,2026-08-31 06:00:00,2\na,2026-08-31 06:01:00,3").Keys.Order());

    [Theory]
    [InlineData("timestamp,value\nyesterday,1", "line 2, column 1: 'yesterday'")]
    [InlineData("2026-08-31T06:00:00Z,1\n2026-08-31T06:01:00Z,many", "line 2, column 2: 'many'")]
    [InlineData("2026-08-31T06:00:00Z,NaN", "line 1, column 2: 'NaN'")]
    [InlineData("a,2026-08-31T06:00:00Z,1\na,2026-08-31T05:00:00Z,1", "line 2, column 2")]
    [InlineData("a,2026-08-31T06:00:00Z,1\n2026-08-31T07:00:00Z,1", "line 2, column 1")]
    [InlineData("1,2,3,4", "line 1, column 1")]
    [InlineData("timestamp,value\n", "no rows")]
    public void A_line_that_cannot_be_read_is_named(string text, string expected)
    {
        var message = Assert.Throws<FormatException>(() => Read(text)).Message;

        Assert.StartsWith("load.csv", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
