using ShadowFunctions.Core.Forecasting.Outlooks;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Activities;

/// <summary>Makes the view of a store's coming day and week anew, once an hour; the stores' turns are spread over the hour.</summary>
public sealed class OutlookKeeper(
    LearnedState learned,
    OutlookRepository outlooks,
    SizeInForceRepository sizes,
    Sizing sizing,
    TimeProvider time)
{
    private const string StateName = "hours";

    /// <summary>The newest view, made anew when its turn has come; a repeat finds nothing new to learn and makes the same view. Null while there is none.</summary>
    public async Task<StoreOutlook?> KeepAsync(Store store, IReadOnlyList<Scenario> announced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var now = time.GetUtcNow();
        var previous = (await outlooks.GetAsync(store.Id, cancellationToken))?.Value;
        if (previous is not null && !OutlookTurn.HasCome(store.Id, previous.CreatedAt, now))
        {
            return previous;
        }

        // What was said last is kept before its hours are learned, so that it can be held against them.
        void Learn(StoreHours hours, IReadOnlyList<UsageSample> samples)
        {
            if (previous is not null)
            {
                hours.Remember(previous);
            }

            hours.Observe(samples, announced);
        }

        var hours = await learned.AdvanceAsync<StoreHours>(store.Id, StateName, Learn, cancellationToken);
        var size = (await sizes.GetAsync(store.Id, cancellationToken))?.Value;
        var outlook = Outlook.Of(new OutlookInput
        {
            StoreId = store.Id,
            Now = now,
            Hours = hours,
            Ladder = (await sizing.LadderAsync(store, cancellationToken)).Ladder,
            Settings = store.Configuration.PreAllocation,
            CurrentSize = size?.Size,
            StorageLimitBytes = size?.MaxDataBytes,
            TakenBytes = hours.Highest(ResourceKind.StorageBytes).LastOrDefault(double.IsFinite, double.NaN) is > 0 and var taken ? taken : null,
            Scenarios = announced,
        });
        if (outlook is not null)
        {
            await outlooks.PutAsync(store.Id, outlook, "*", cancellationToken);
        }

        return outlook ?? previous;
    }
}
