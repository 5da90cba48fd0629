using System.Text.Json;
using Azure.Core;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Inventory;
using ShadowFunctions.Azure.Shadowing;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Doctor;

/// <summary>Is the server for shadows there, is it not one of production's, and does its region sell the size that shadows are to have?</summary>
public sealed class ShadowServerCheck(AzureConnection connection, SizeCatalog sizes) : IDeploymentCheck
{
    private readonly ShadowSizes _sizes = new(connection, sizes);
    private readonly AzureCapabilitySource _source = new(connection);

    /// <inheritdoc/>
    public string Name => "ShadowServer";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stores);
        const string subject = "shadow server";
        if (connection.Options.ShadowServerId is not { Length: > 0 } id)
        {
            return [CheckResult.Skip(Name, subject, "Azure:ShadowServerId is empty: shadows are not made on Azure.")];
        }

        if (stores.FirstOrDefault(s => AllowList.IsOrIsBelow(s.ResourceId, id.TrimEnd('/'))) is { } store)
        {
            return [CheckResult.Fail(Name, subject, $"'{id}' also holds production: the store '{store.Id}' is on it.",
                "Set Azure:ShadowServerId to a server of its own; the shadow operator may delete databases there.")];
        }

        JsonElement? found = await ArmRest.GetAsync(connection, $"{id.TrimEnd('/')}?api-version=2023-08-01", cancellationToken);
        if (found is not { } server)
        {
            return [CheckResult.Fail(Name, subject, $"There is no server '{id}'.", "Run 'azd provision' with SHADOW_SERVER_ENABLED=true, or empty Azure:ShadowServerId to do without shadows.")];
        }

        return
        [
            CheckResult.Pass(Name, subject, "The server is there and holds no production."),
            await SizeAsync(new ResourceIdentifier(id), new AzureLocation(server.Text("location") ?? "").Name, cancellationToken),
        ];
    }

    /// <summary>What the region says now, not what was kept: a check is made after something was changed.</summary>
    private async Task<CheckResult> SizeAsync(ResourceIdentifier server, string region, CancellationToken cancellationToken)
    {
        const string subject = "shadow size";
        var wanted = connection.Options.ShadowSize;
        try
        {
            var told = await _source.ReadAsync(server.SubscriptionId!, region, cancellationToken);
            var (size, remedy) = _sizes.Judge(wanted, new RegionCapabilities(server.SubscriptionId!, region, TimeProvider.System.GetUtcNow(), told));
            var derived = size.DerivedFrom is { } known ? $" It is newer than the built-in table: its price and limits are derived from {known}." : "";
            return remedy is null
                ? CheckResult.Pass(Name, subject, $"'{wanted}' is sold in {region}.{derived}")
                : CheckResult.Fail(Name, subject, $"'{wanted}' is {size.NotOffered}: no shadow can be made.", $"{char.ToUpperInvariant(remedy[0])}{remedy[1..]}.");
        }
        catch (Exception error) when (error is TransientCloudException or CloudRefusedException)
        {
            return CheckResult.Fail(Name, subject, $"Whether '{wanted}' is sold in {region} could not be read: {error.Message}",
                $"Give the metrics reader the role Monitoring Reader on subscription '{server.SubscriptionId}'; until then the size is asked for unseen.");
        }
    }
}
