using Azure;
using Azure.Identity;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>A check that looks at every store by itself, a few at a time, so that a fleet is looked through in minutes without a storm.</summary>
public abstract class StoreCheck : IDeploymentCheck
{
    private const int AtATime = 8;

    /// <inheritdoc/>
    public string Name => GetType().Name[..^"Check".Length];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var results = new CheckResult[stores.Count];
        await Parallel.ForAsync(
            0, stores.Count, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken },
            async (i, cancel) => results[i] = await TryAsync(stores[i], cancel));
        return results is [] ? [CheckResult.Skip(Name, "stores", "No store is registered yet.")] : results;
    }

    /// <summary>Looks at one store.</summary>
    protected abstract Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken);

    /// <summary>All is well with the store.</summary>
    protected CheckResult Pass(Store store, string detail) => CheckResult.Pass(Name, Of(store), detail);

    /// <summary>Something is wrong with the store.</summary>
    protected CheckResult Fail(Store store, string detail, string remedy) => CheckResult.Fail(Name, Of(store), detail, remedy);

    /// <summary>The store does not use this.</summary>
    protected CheckResult Skip(Store store, string detail) => CheckResult.Skip(Name, Of(store), detail);

    private async Task<CheckResult> TryAsync(Store store, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(store, cancellationToken);
        }
        catch (Exception error) when (error is RequestFailedException or AuthenticationFailedException or TransientCloudException or CloudRefusedException)
        {
            return Fail(store, $"The platform could not be asked: {error.Message.Split('\n', 2)[0].Trim()}",
                "Run the check again; when it stays, look at the network and at the app's identities and roles (docs/deploying.md, what each identity may do).");
        }
    }

    private static string Of(Store store) => $"store '{store.Id}'";
}
