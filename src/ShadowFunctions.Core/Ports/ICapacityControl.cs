using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Ports;

/// <summary>
/// Reads and changes the size of production. Implementations change only resources on their allow-list and only by PATCH.
/// Errors: <see cref="TransientCloudException"/> when a repeat may help, <see cref="CloudRefusedException"/> when it will not.
/// </summary>
public interface ICapacityControl
{
    /// <summary>Error code of <see cref="SecondariesAsync"/>: there is a secondary, and the platform does not tell where.</summary>
    const string SecondaryNotTold = "SecondaryNotTold";

    /// <summary>Reads the size in force and whether a change runs. No side effect.</summary>
    Task<CapacityState> ReadAsync(Store store, CancellationToken cancellationToken);

    /// <summary>
    /// Sends one request to change the store to <see cref="ScaleOperation.To"/>. The caller has recorded the intent and read the state
    /// before; the call itself is not repeated inside. Sending the same target twice has no further effect on the platform.
    /// A <see cref="TransientCloudException"/> says in <see cref="TransientCloudException.Outcome"/> what the request may have done.
    /// </summary>
    Task<ScaleTicket> BeginAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken);

    /// <summary>Asks once how far the change has come. No side effect; works after a restart, with or without a ticket.</summary>
    Task<ScaleProgress> PollAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Resource ids of the geo secondaries that the store writes to, in ordinal order; none for a store that has none or is one itself. No side
    /// effect. Refused where the links may not be read, and with <see cref="SecondaryNotTold"/> where one has no resource id.
    /// </summary>
    Task<IReadOnlyList<string>> SecondariesAsync(Store store, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the platform to cancel the change; that it agreed does not mean that the change has ended. A change that has ended is left as it is.
    /// </summary>
    Task CancelAsync(Store store, ScaleOperation operation, CancellationToken cancellationToken);
}
