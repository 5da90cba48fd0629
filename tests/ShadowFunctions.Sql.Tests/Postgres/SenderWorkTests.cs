using ShadowFunctions.Sql.Dialects.Postgres;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class SenderWorkTests
{
    private readonly SenderWork _work = new();

    [Fact]
    public void The_start_of_a_sender_is_its_work_whole_and_teaches_no_speed()
    {
        Assert.Equal(Ms(80), Look(starts: true, ahead: 100, waitsAt: Ms(1), awaited: 100, endsAt: Ms(80)));
        Assert.Equal(TimeSpan.Zero, Look(starts: false, ahead: 100, waitsAt: null, awaited: 0, endsAt: Ms(3)));
    }

    [Fact]
    public void What_was_sent_ahead_is_charged_at_the_best_speed_seen()
    {
        Assert.Equal(Ms(4) + Ms(2), Look(starts: false, ahead: 50, waitsAt: Ms(1), awaited: 100, endsAt: Ms(5)));
        Assert.Equal(Ms(0.04 * 200), Look(starts: false, ahead: 200, waitsAt: null, awaited: 0, endsAt: Ms(1)));
        Assert.Equal(Ms(9) + Ms(0.04 * 10), Look(starts: false, ahead: 10, waitsAt: Ms(1), awaited: 60, endsAt: Ms(10))); // It was slower: that is said, not learnt.
        Assert.Equal(Ms(2) + Ms(0.02 * 10), Look(starts: false, ahead: 10, waitsAt: Ms(1), awaited: 100, endsAt: Ms(3)));
    }

    [Fact]
    public void A_wait_for_the_log_itself_teaches_nothing()
    {
        Assert.Equal(Ms(4), Look(starts: false, ahead: 277, waitsAt: Ms(1), awaited: 1, endsAt: Ms(5)));
        Assert.Equal(TimeSpan.Zero, Look(starts: false, ahead: 277, waitsAt: null, awaited: 0, endsAt: Ms(1)));
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private TimeSpan Look(bool starts, int ahead, TimeSpan? waitsAt, int awaited, TimeSpan endsAt)
    {
        _work.Begin(starts);
        for (var i = 0; i < ahead; i++)
        {
            _work.Took();
        }

        if (waitsAt is { } at)
        {
            _work.Waits(at);
            _work.Waits(at + Ms(1));
        }

        for (var i = 0; i < awaited; i++)
        {
            _work.Took();
        }

        return _work.End(endsAt);
    }
}
