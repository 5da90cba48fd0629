namespace ShadowFunctions.Core.Simulation;

/// <summary>One policy at one setting on one history in two parts: the first to choose by, the rest to tell what the choice was worth.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Setting">The setting, for people.</param>
/// <param name="Price">Price of a vCore-hour not served, where that is the setting; null where it is not.</param>
/// <param name="First">The part that a choice may look at.</param>
/// <param name="Rest">The part that it may not.</param>
public sealed record PolicyTrial(string Policy, string Setting, double? Price, TrialPart First, TrialPart Rest);
