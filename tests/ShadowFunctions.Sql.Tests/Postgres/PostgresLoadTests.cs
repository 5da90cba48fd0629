using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Sql.Tests.Postgres;

public sealed class PostgresLoadTests
{
    [Theory]
    [InlineData(0, 0, 4, 1)]
    [InlineData(1, 0, 4, 0.75)]
    [InlineData(9, 0, 4, 0)]
    [InlineData(0, 1, 2, 1)] // One blocked session is no load.
    [InlineData(0, 2, 2, 1)]
    [InlineData(0, 3, 2, 0.5)] // A queue for locks longer than the vCores is.
    [InlineData(1, 9, 2, 0)]
    public void Headroom_counts_sessions_at_work_and_long_queues(long atWork, long queued, double vCores, double expected) =>
        Assert.Equal(expected, SessionLoad.Headroom(atWork, queued, vCores), 9);
}
