namespace ShadowFunctions.TestKit.Postgres;

/// <summary>
/// One PostgreSQL cluster for the tests of a class, collection or assembly. Where PostgreSQL is not installed tests are skipped, but fail
/// where <c>CI=true</c>. Derive from it to change the settings.
/// </summary>
public class PostgresFixture : IAsyncLifetime
{
    private PostgresCluster? _cluster;
    private int _databases;

    /// <summary>The running cluster; skips or fails the test when there is none.</summary>
    public PostgresCluster Cluster
    {
        get
        {
            if (PostgresCluster.Missing is { } missing)
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"skipped: {missing}");
                Assert.Fail(missing);
            }

            return _cluster!;
        }
    }

    /// <summary>Settings of the server.</summary>
    protected virtual string[] Settings => ["wal_level=logical", "max_replication_slots=40", "max_wal_senders=10", "shared_buffers=64MB"];

    /// <summary>A name no other test uses for a database.</summary>
    public string NewName(string prefix = "db") => $"{prefix}{Interlocked.Increment(ref _databases)}";

    public virtual async ValueTask InitializeAsync()
    {
        if (PostgresCluster.Missing is null)
        {
            _cluster = await PostgresCluster.StartAsync(Settings);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
