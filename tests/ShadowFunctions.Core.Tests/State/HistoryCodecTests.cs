using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Core.Tests.State;

public sealed class HistoryCodecTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly double[] Extremes = [0, -0.0, double.Epsilon, double.MaxValue, double.MinValue];

    private static readonly Gen<double> AnyValue = Gen.OneOf(
        Gen.Double.Where(double.IsFinite), Gen.Int[0, 100].Select(i => i / 8.0), Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]));

    // Any instants in any order: on the second, between seconds, and far apart.
    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.OneOf(
        Gen.Int[0, 10_000].Select(m => Start.AddMinutes(m)),
        Gen.Int[0, 100_000].Select(t => Start.AddTicks(t)),
        Gen.Long[0, DateTimeOffset.MaxValue.Ticks].Select(t => new DateTimeOffset(t, TimeSpan.Zero)));

    // Often one size for a while, seldom another, sometimes none: as sizes are.
    private static readonly Gen<string?> AnySize = Gen.Frequency(
        (4, Gen.Const((string?)"GP_Gen5_2")), (2, Gen.Const((string?)null)), (1, Gen.String[1, 9].Where(IsText).Select(s => (string?)s)));

    private static readonly Gen<HistoryPoint[]> AnyPoints = Gen.OneOf(
        Gen.Select(AnyInstant, AnyValue, Gen.Bool, (at, value, censored) => new HistoryPoint(at, value, censored)).Array[0, 200],
        Gen.Select(AnyInstant, AnyValue, Gen.Bool, AnySize, (at, value, censored, size) => new HistoryPoint(at, value, censored, size)).Array[0, 200]);

    private static readonly Gen<HistoryPoint[]> AnySeries = AnyPoints.Select(points => points.DistinctBy(p => p.At).OrderBy(p => p.At).ToArray());

    [Fact]
    public void Any_points_come_back_to_the_bit()
    {
        AnyPoints.Sample(points => Same(points, HistoryCodec.Decode(HistoryCodec.Encode(points))));
    }

    [Fact]
    public void The_bytes_of_two_series_are_the_bytes_of_both()
    {
        Gen.Select(AnyPoints, AnyPoints).Sample((first, second) =>
            Same([.. first, .. second], HistoryCodec.Decode((byte[])[.. HistoryCodec.Encode(first), .. HistoryCodec.Encode(second)])));
    }

    [Fact]
    public void A_range_of_a_series_is_what_a_filter_would_take()
    {
        Gen.Select(AnySeries, AnyInstant, AnyInstant).Sample((points, from, until) =>
            Same([.. points.Where(p => p.At >= from && p.At < until)], HistoryCodec.Decode(HistoryCodec.Encode(points), from, until)));
    }

    [Fact]
    public void The_last_instant_stands_in_the_last_bytes()
    {
        AnyPoints.Where(points => points.Length > 0).Sample(points => HistoryCodec.ReadLast(HistoryCodec.Encode(points)) == points[^1].At);
    }

    [Fact]
    public void Series_longer_than_a_block_come_back()
    {
        var points = Enumerable.Range(0, (3 * HistoryCodec.MaxBlockPoints) + 1).Select(i => new HistoryPoint(Start.AddMinutes(i), i)).ToArray();

        Assert.Equal(points, HistoryCodec.Decode(HistoryCodec.Encode(points)));
    }

    [Fact]
    public void No_points_are_no_bytes()
    {
        Assert.Empty(HistoryCodec.Encode([]));
        Assert.Empty(HistoryCodec.Decode(default));
    }

    [Fact]
    public void The_format_stays_as_it_is()
    {
        // Bytes in files of deployed systems: this test may only ever gain cases.
        var bytes = HistoryCodec.Encode([new(DateTimeOffset.UnixEpoch, 1.5), new(DateTimeOffset.UnixEpoch.AddSeconds(60), 1.5, true)]);

        Assert.Equal("00" + "0D" + "02" + "80DC8FF9CE03" + "7801" + "0C3FF8" + "81" + "00C6781BF67F9F08", Convert.ToHexString(bytes));
    }

    [Fact]
    public void The_format_with_sizes_stays_as_it_is()
    {
        // Bytes in files of deployed systems: this test may only ever gain cases.
        var bytes = HistoryCodec.Encode(
        [
            new(DateTimeOffset.UnixEpoch, 1.5, Size: "S0"), new(DateTimeOffset.UnixEpoch.AddSeconds(60), 1.5, true, "S0"), new(DateTimeOffset.UnixEpoch.AddSeconds(120), 1.5),
        ]);

        Assert.Equal("02" + "16" + "03" + "80DC8FF9CE03" + "7802" + "0C3FF8" + "81" + "80" + "01" + "025330" + "0102" + "0001" + "000C3C3FF67F9F08", Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_place_and_a_remedy(double value)
    {
        var refused = Assert.Throws<ArgumentException>(() => HistoryCodec.Encode([new(Start, 1), new(Start.AddMinutes(1), value)]));

        Assert.Contains("points[1].Value at 2026-11-22T00:01", refused.Message, StringComparison.Ordinal);
        Assert.Contains("leave out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_cut_off_inside_a_block_are_reported()
    {
        var bytes = HistoryCodec.Encode([new(Start, 1), new(Start.AddMinutes(1), Math.PI)]);
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => HistoryCodec.Decode(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Damaged_bytes_are_reported_or_read_but_never_break_anything_else()
    {
        Gen.Select(AnySeries.Where(s => s.Length > 0), Gen.Int[0, 10_000], Gen.Byte).Sample((points, at, value) =>
        {
            var bytes = HistoryCodec.Encode(points);
            bytes[at % bytes.Length] = value;
            try
            {
                HistoryCodec.Decode(bytes);
            }
            catch (InvalidDataException)
            {
                // The one error that damage may have.
            }
        });
    }

    [Fact]
    public void Any_bytes_are_reported_or_read_but_never_break_anything_else()
    {
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            try
            {
                HistoryCodec.Decode(bytes);
            }
            catch (InvalidDataException)
            {
                // The one error that damage may have.
            }
        });
    }

    [Theory]
    [InlineData("CPU percent with two decimals, as vCores", 100, 0.04, 9)]
    [InlineData("a count such as workers", 1, 1, 3)]
    public void A_day_of_minutes_is_compact(string what, double steps, double scale, double most)
    {
        var chance = new Random(1);
        var points = Enumerable.Range(0, 1440).Select(minute =>
        {
            var percent = 40 + (30 * Math.Sin(minute / 1440.0 * 2 * Math.PI)) + (5 * chance.NextDouble());
            return new HistoryPoint(Start.AddMinutes(minute), Math.Round(percent * steps) / steps * scale, Size: minute < 700 ? "GP_Gen5_4" : "GP_Gen5_8");
        }).ToArray();

        var day = HistoryCodec.Encode(points).Length / 1440.0;
        var fives = points.Chunk(5).Sum(p => HistoryCodec.Encode(p).Length) / 1440.0;
        output.WriteLine($"{what}: {day:F2} bytes/point in one block, {fives:F2} in blocks of five (raw: 17)");
        Assert.InRange(day, 1, most);
    }

    private static bool Same(IReadOnlyList<HistoryPoint> expected, IReadOnlyList<HistoryPoint> actual) =>
        expected.Select(p => (p.At.UtcTicks, BitConverter.DoubleToInt64Bits(p.Value), p.Censored, p.Size))
            .SequenceEqual(actual.Select(p => (p.At.UtcTicks, BitConverter.DoubleToInt64Bits(p.Value), p.Censored, p.Size)));

    // A half of a surrogate pair is no text: it would come back as a replacement character.
    private static bool IsText(string text) => text.EnumerateRunes().All(r => r != System.Text.Rune.ReplacementChar);
}
