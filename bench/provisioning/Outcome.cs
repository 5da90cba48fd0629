namespace ShadowFunctions.Bench.Provisioning;

/// <summary>What all configurations achieved on one series.</summary>
/// <param name="Benched">The series.</param>
/// <param name="IsSmooth">True when five-minute means follow each other closely (lag-1 autocorrelation of at least 0.9).</param>
/// <param name="Optima">The clairvoyants' bills: never short first, then one per limit.</param>
/// <param name="Bills">The bills, in the order of the configurations.</param>
internal sealed record Outcome(Benched Benched, bool IsSmooth, IReadOnlyList<Bill> Optima, IReadOnlyList<Bill> Bills);
