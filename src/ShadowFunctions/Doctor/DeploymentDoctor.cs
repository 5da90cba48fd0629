using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Doctor;

/// <summary>Runs every check of the deployment, as the app itself and with its identities.</summary>
public sealed class DeploymentDoctor(IEnumerable<IDeploymentCheck> checks, StoreRepository stores)
{
    /// <summary>All findings, in the order of the checks.</summary>
    public async Task<DoctorReport> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Store> fleet;
        List<CheckResult> results = [];
        try
        {
            fleet = await stores.ListAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Without its state the app does not know its stores; the check of the storage says why.
            fleet = [];
            results.Add(CheckResult.Fail("Stores", "stores", $"The stores could not be listed: {FirstLine(error)}", "See StateStorage."));
        }

        foreach (var check in checks)
        {
            results.AddRange(await TryAsync(check, fleet, cancellationToken));
        }

        return new DoctorReport(results);
    }

    /// <summary>A check that breaks down is a finding like any other; the rest go on.</summary>
    private static async Task<IReadOnlyList<CheckResult>> TryAsync(IDeploymentCheck check, IReadOnlyList<Store> fleet, CancellationToken cancellationToken)
    {
        try
        {
            return await check.RunAsync(fleet, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return [CheckResult.Fail(check.Name, "check", $"The check could not be made: {FirstLine(error)}",
                "Run it again; when it stays, look at the app's network, identities and roles (docs/deploying.md, what each identity may do).")];
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].Trim();
}
