namespace ShadowFunctions.Core.Model;

/// <summary>What it would cost to cover demand with a probability.</summary>
/// <param name="Level">Probability that demand fits in a step, 0 to 1.</param>
/// <param name="Cost">Cost of the clock hours planned for, price list's currency.</param>
public sealed record CoverPrice(double Level, double Cost);
