using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Masking;
using ShadowFunctions.Sql.Sampling;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Fills a shadow with a share of production's entities, masked, in passes that keep the rate.</summary>
internal sealed class RehearsalSampler(RehearsalEngine engine, RehearsalRequest request, TimeProvider time)
{
    private const double PassSeconds = 30;

    /// <summary>Somebody waits for this copy, and it is made once.</summary>
    private const double ShareOfProduction = 0.02;
    private const int MostPasses = 1000;

    /// <exception cref="ProfileException">The copy cannot be made.</exception>
    public async Task<ReplicationBatch> SampleAsync(double fraction, CancellationToken cancellationToken)
    {
        var sample = request.Document.Sample;
        var store = new Store
        {
            Id = "rehearsal",
            ResourceId = "/rehearsal",
            Region = "local",
            ProductionConnection = request.StoreConnection,
            ShadowConnection = request.ShadowConnection,
        };
        var settings = new ReplicationSettings
        {
            SampleFraction = fraction,
            EntityRoot = sample.EntityRoot,
            Masking = sample.Masking,
            MaxRowsPerSecond = sample.RowsPerSecond,
            MaxBytesPerSecond = 1e9,
            MaxProductionShare = ShareOfProduction,
        };
        var replicator = new SampledReplicator(engine.Dialect, new PassingKey(), time);
        var rows = 0L;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var id = FormattableString.Invariant($"rehearse-{time.GetUtcNow():yyyyMMddHHmmssfff}-{fraction:R}-{pass}");
            var batch = await replicator.SampleAsync(
                store, new ReplicationRequest(id, time.GetUtcNow(), settings, sample.RowsPerSecond, PassSeconds, 1, request.Seed), cancellationToken);
            rows += batch.Rows;
            if (!batch.MoreWaiting)
            {
                return batch with { Rows = rows };
            }

            if (batch.Guard is not (null or ReasonCode.RateLimited))
            {
                throw new ProfileException($"Sampling stopped ({batch.Guard}) with {rows} rows copied; try again when production has headroom.");
            }
        }

        throw new ProfileException($"Sampling {fraction:P2} did not end within {MostPasses} passes; give a smaller sample.fraction or more sample.rowsPerSecond.");
    }

    /// <summary>A key of this run only: nobody can link its tokens to those of another copy.</summary>
    private sealed class PassingKey : IMaskingKeyProvider
    {
        private readonly byte[] _key = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

        public ValueTask<byte[]> GetKeyAsync(string storeId, CancellationToken cancellationToken) => ValueTask.FromResult(_key);
    }
}
