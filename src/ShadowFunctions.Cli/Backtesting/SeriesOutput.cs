namespace ShadowFunctions.Cli.Backtesting;

/// <summary>What one series leaves behind.</summary>
/// <param name="Figures">Its figures.</param>
/// <param name="Rows">Its part of the timeline; empty when none was asked for.</param>
/// <param name="Picture">Its charts; null when it gets none.</param>
/// <param name="Frontier">Its part of the frontier; empty when it has none.</param>
/// <param name="Choices">What keeps the limits on it; empty where no limit was asked for.</param>
internal sealed record SeriesOutput(SeriesFigures Figures, byte[] Rows, SeriesPicture? Picture, IReadOnlyList<FrontierPoint> Frontier, IReadOnlyList<LimitChoice> Choices);
