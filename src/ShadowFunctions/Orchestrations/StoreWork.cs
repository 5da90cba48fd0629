namespace ShadowFunctions.Orchestrations;

/// <summary>A store's claimed pass and what is due in it.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="CycleId">The cycle.</param>
/// <param name="SampleDue">True when a sampling pass is due.</param>
/// <param name="RunDue">True when a rehearsal is due.</param>
/// <param name="LearnDue">True when production's statements are due to be learned from.</param>
/// <param name="OpenOperationId">A change that an earlier pass left unfinished; null when none.</param>
/// <param name="Closing">True in the last action of the pass: it records the end.</param>
/// <param name="Attempt">0 for the pass's decision; counts those that follow a request which the platform put off.</param>
/// <param name="WaitedSeconds">Seconds it has waited for its turn to move the triggers.</param>
public sealed record StoreWork(
    string StoreId, string CycleId, bool SampleDue, bool RunDue, bool LearnDue = false, string? OpenOperationId = null, bool Closing = false, int Attempt = 0,
    double WaitedSeconds = 0);
