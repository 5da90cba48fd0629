using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Looks at one thing a deployment needs. Changes nothing but what it makes and removes itself. What is wrong is a result with a remedy;
/// an exception means that the check itself could not be made.
/// </summary>
public interface IDeploymentCheck
{
    /// <summary>Name of the check, unique in the app.</summary>
    string Name { get; }

    /// <summary>Looks. One result per subject; at least one.</summary>
    /// <param name="stores">The stores to look at.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<CheckResult>> RunAsync(IReadOnlyList<Store> stores, CancellationToken cancellationToken);
}
