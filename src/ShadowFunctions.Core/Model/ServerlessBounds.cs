namespace ShadowFunctions.Core.Model;

/// <summary>What bounds a serverless store.</summary>
/// <param name="MinVCores">vCores that are kept and paid while it is awake.</param>
/// <param name="PauseDelayMinutes">Idle minutes after which it pauses; -1 for never.</param>
public sealed record ServerlessBounds(double MinVCores, int PauseDelayMinutes);
