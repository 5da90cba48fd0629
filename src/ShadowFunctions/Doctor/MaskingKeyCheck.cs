using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Doctor;

/// <summary>Is there a key for the masking tokens of every store that is sampled?</summary>
public sealed class MaskingKeyCheck(IMaskingKeyProvider keys) : IDeploymentCheck
{
    /// <inheritdoc/>
    public string Name => "MaskingKey";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        List<CheckResult> results = [];
        foreach (var store in stores.Where(s => s.ProductionConnection is not null))
        {
            results.Add(await LookAsync(store, cancellationToken));
        }

        return results is [] ? [CheckResult.Skip(Name, "stores", "No store is sampled.")] : results;
    }

    private async Task<CheckResult> LookAsync(Store store, CancellationToken cancellationToken)
    {
        var subject = $"store '{store.Id}'";
        const string remedy = "Put at least 32 random bytes in Base64 (openssl rand -base64 32) into the secret of Shadow:MaskingKeySecret, which the shadow operator may read, or mount them at Shadow:MaskingKeyFile. Keep the key: another key makes other tokens.";
        try
        {
            var key = await keys.GetKeyAsync(store.Id, cancellationToken);
            return key.Length >= MaskingKey.MinBytes
                ? CheckResult.Pass(Name, subject, $"A key of {key.Length} bytes.")
                : CheckResult.Fail(Name, subject, $"The key has {key.Length} bytes; {MaskingKey.MinBytes} are needed.", remedy);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or CloudRefusedException or TransientCloudException)
        {
            return CheckResult.Fail(Name, subject, error.Message, remedy);
        }
    }
}
