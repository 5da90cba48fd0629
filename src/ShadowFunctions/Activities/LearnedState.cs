using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Forecasting;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Options;

namespace ShadowFunctions.Activities;

/// <summary>Brings what is learned of a store up to the present: from its kept state, or from the whole history when there is none that can be read.</summary>
public sealed class LearnedState(UsageHistory history, IBlobState blobs, IOptions<ShadowOptions> options, TimeProvider time, ILogger<LearnedState> logger)
{
    /// <summary>Learns the minutes that are new, a day at a time, and keeps the state; a repeat finds nothing new.</summary>
    /// <param name="storeId">The store.</param>
    /// <param name="name">Name of the state.</param>
    /// <param name="observe">Learns minutes in time order.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<T> AdvanceAsync<T>(string storeId, string name, Action<T, IReadOnlyList<UsageSample>> observe, CancellationToken cancellationToken)
        where T : ILearned<T>, new()
    {
        ArgumentNullException.ThrowIfNull(observe);
        var now = time.GetUtcNow();
        var saved = await blobs.GetAsync(storeId, name, cancellationToken);
        var learned = saved is null ? new T() : Read<T>(storeId, name, saved.Value);
        var from = learned.ObservedUntil ?? now.AddDays(-options.Value.BackfillDays - 1);
        for (; from < now; from = from.AddDays(1))
        {
            var until = from.AddDays(1) < now ? from.AddDays(1) : now;
            observe(learned, await history.ReadAsync(storeId, from, until, cancellationToken));
        }

        await blobs.PutAsync(storeId, name, learned.Serialize(), saved?.ETag, cancellationToken);
        return learned;
    }

    private T Read<T>(string storeId, string name, byte[] state)
        where T : ILearned<T>, new()
    {
        try
        {
            return T.Deserialize(state);
        }
        catch (InvalidDataException e)
        {
            logger.LogWarning("The {State} of {Store} is learned again from the history: {Error}", name, storeId, e.Message);
            return new T();
        }
    }
}
