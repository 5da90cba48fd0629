using Microsoft.Extensions.Options;
using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;
using ShadowFunctions.Options;

namespace ShadowFunctions.Activities;

/// <summary>Makes the view of a store's coming day and week anew, once an hour; the stores' turns are spread over the hour.</summary>
public sealed class OutlookKeeper(
    UsageHistory history,
    IBlobState blobs,
    OutlookRepository outlooks,
    SizeInForceRepository sizes,
    Sizing sizing,
    IOptions<ShadowOptions> options,
    TimeProvider time,
    ILogger<OutlookKeeper> logger)
{
    private const string StateName = "hours";

    /// <summary>Makes the view when its turn has come; a repeat finds nothing new to learn and makes the same view.</summary>
    public async Task KeepAsync(Store store, IReadOnlyList<Scenario> announced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var now = time.GetUtcNow();
        if ((await outlooks.GetAsync(store.Id, cancellationToken))?.Value is { } previous && !OutlookTurn.HasCome(store.Id, previous.CreatedAt, now))
        {
            return;
        }

        var outlook = Outlook.Of(new OutlookInput
        {
            StoreId = store.Id,
            Now = now,
            Hours = await Learn(store, announced, now, cancellationToken),
            Ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder,
            Settings = store.Configuration.PreAllocation,
            CurrentSize = (await sizes.GetAsync(store.Id, cancellationToken))?.Value.Size,
            Scenarios = announced,
        });
        if (outlook is not null)
        {
            await outlooks.PutAsync(store.Id, outlook, "*", cancellationToken);
        }
    }

    private async Task<StoreHours> Learn(Store store, IReadOnlyList<Scenario> announced, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var saved = await blobs.GetAsync(store.Id, StateName, cancellationToken);
        var hours = saved is null ? new StoreHours() : Read(store.Id, saved.Value);
        var from = hours.ObservedUntil ?? now.AddDays(-options.Value.BackfillDays - 1);
        for (; from < now; from = from.AddDays(1))
        {
            var until = from.AddDays(1) < now ? from.AddDays(1) : now;
            hours.Observe(await history.ReadAsync(store.Id, from, until, cancellationToken), announced);
        }

        await blobs.PutAsync(store.Id, StateName, hours.Serialize(), saved?.ETag, cancellationToken);
        return hours;
    }

    private StoreHours Read(string storeId, byte[] state)
    {
        try
        {
            return StoreHours.Deserialize(state);
        }
        catch (InvalidDataException e)
        {
            logger.LogWarning("Hours of {Store} are learned again from the history: {Error}", storeId, e.Message);
            return new StoreHours();
        }
    }
}
