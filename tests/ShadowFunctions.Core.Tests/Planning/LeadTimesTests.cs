using CsCheck;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Planning;

namespace ShadowFunctions.Core.Tests.Planning;

public sealed class LeadTimesTests
{
    private const double Gib = 1L << 30;
    private static readonly PreAllocationSettings Settings = new() { LeadTimeMinutes = 1 };
    private static readonly SizeLadder Critical = SizeCatalog.Embedded.Ladder("BC_Gen5");

    [Theory]
    [InlineData("GP_Gen5", 5)]
    [InlineData("HS_Gen5", 2)]
    [InlineData("BC_Gen5", 200)]
    [InlineData("Premium", 200)]
    public void Before_anything_is_known_the_vendors_table_holds(string ladder, double minutes) =>
        Assert.Equal(new LeadTime(minutes, 0), LeadTimes.Estimate([], Settings, SizeCatalog.Embedded.Ladder(ladder), null, 200 * Gib));

    [Theory]
    [InlineData("GP_Gen5_2", "GP_Gen5_80", MoveKind.RemoteStorage)]
    [InlineData("GP_S_Gen5_2", "GP_Gen5_80", MoveKind.RemoteStorage)]
    [InlineData("S2", "S3", MoveKind.RemoteStorage)]
    [InlineData("S0", "S1", MoveKind.RemoteStorage)]
    [InlineData("S1", "S2", MoveKind.CopiesData)]
    [InlineData("Basic", "S2", MoveKind.CopiesData)]
    [InlineData("S3", "P1", MoveKind.CopiesData)]
    [InlineData("P1", "P2", MoveKind.CopiesData)]
    [InlineData("BC_Gen5_2", "BC_Gen5_4", MoveKind.CopiesData)]
    [InlineData("HS_Gen5_2", "HS_PRMS_4", MoveKind.Hyperscale)]
    [InlineData("HS_Gen5_2", "GP_Gen5_2", MoveKind.CopiesData)]
    public void A_move_has_the_kind_of_the_vendors_table(string from, string to, MoveKind kind) =>
        Assert.Equal(kind, MoveKinds.Of(SizeCatalog.Embedded.FindSize(from)!, SizeCatalog.Embedded.FindSize(to)!));

    [Fact]
    public void What_was_learned_of_small_data_is_carried_over_to_large_data()
    {
        var past = Past(20, minutes: 50, gib: 100);

        Assert.Equal(100, LeadTimes.Estimate(past, Settings, Critical, "BC_Gen5_4", 200 * Gib).Minutes, 100.0 * 0.1);
        Assert.Equal(20, LeadTimes.Estimate(past, Settings, Critical, "BC_Gen5_4", 200 * Gib).Operations);
    }

    [Fact]
    public void More_data_never_take_less_time() =>
        Gen.Select(Gen.Double[0, 4000], Gen.Double[0, 4000], Gen.Double[1, 300], Gen.Double[1, 1000], Gen.Int[0, 30]).Sample((a, b, minutes, gib, count) =>
        {
            var past = Past(count, minutes, gib);
            var less = LeadTimes.Estimate(past, Settings, Critical, "BC_Gen5_4", Math.Min(a, b) * Gib);
            var more = LeadTimes.Estimate(past, Settings, Critical, "BC_Gen5_4", Math.Max(a, b) * Gib);
            return less.Minutes <= more.Minutes + 1e-9;
        });

    [Fact]
    public void The_more_was_seen_the_nearer_it_is_to_what_was_seen() =>
        Gen.Select(Gen.Double[1, 300], Gen.Double[1, 1000], Gen.Int[0, 29]).Sample((minutes, gib, count) =>
        {
            var seen = Math.Max(Settings.LeadTimeMinutes, minutes);
            var few = LeadTimes.Estimate(Past(count, minutes, gib), Settings, Critical, "BC_Gen5_4", gib * Gib).Minutes;
            var more = LeadTimes.Estimate(Past(count + 1, minutes, gib), Settings, Critical, "BC_Gen5_4", gib * Gib).Minutes;
            return Math.Abs(more - seen) <= Math.Abs(few - seen) + 1e-6;
        });

    [Fact]
    public void What_failed_and_what_changed_no_size_teaches_nothing()
    {
        var slow = Past(1, minutes: 900, gib: 10)[0];
        ScaleOperation[] others =
        [
            slow with { Status = ScaleOperationStatus.Failed },
            slow with { Status = ScaleOperationStatus.Cancelled },
            slow with { ReadyAt = null },
            slow with { To = slow.From, Extras = new SizeExtras(1L << 40) },
        ];

        Assert.Equal(LeadTimes.Estimate([], Settings, Critical, "BC_Gen5_4", 10 * Gib), LeadTimes.Estimate(others, Settings, Critical, "BC_Gen5_4", 10 * Gib));
    }

    [Fact]
    public void The_configured_minutes_are_never_undercut() =>
        Assert.Equal(45, LeadTimes.Estimate(Past(9, 2, 1), new PreAllocationSettings { LeadTimeMinutes = 45 }, Critical, "BC_Gen5_4", Gib).Minutes);

    private static List<ScaleOperation> Past(int count, double minutes, double gib) =>
    [
        .. Enumerable.Range(0, count).Select(i => new ScaleOperation
        {
            Id = $"o{i}",
            StoreId = "store",
            DecisionId = $"o{i}",
            From = "BC_Gen5_4",
            To = "BC_Gen5_8",
            Status = ScaleOperationStatus.Verified,
            IntendedAt = Given.Now.AddDays(-i),
            RequestedAt = Given.Now.AddDays(-i),
            ReadyAt = Given.Now.AddDays(-i).AddMinutes(minutes),
            Deadline = Given.Now,
            StoredBytes = gib * Gib,
        }),
    ];
}
