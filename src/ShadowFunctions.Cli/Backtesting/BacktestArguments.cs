namespace ShadowFunctions.Cli.Backtesting;

/// <summary>The options of <c>shadow backtest</c> as they were typed.</summary>
internal sealed record BacktestArguments
{
    public required IReadOnlyList<string> Input { get; init; }

    public string? Unit { get; init; }

    public string? Size { get; init; }

    public string? PeakVCores { get; init; }

    public string Ladder { get; init; } = "GP_Gen5";

    public string Latency { get; init; } = "3m..10m";

    public string Seed { get; init; } = "1";

    public string Policies { get; init; } = "all";

    public string? Limit { get; init; }

    public bool Solve { get; init; }

    public string? PriceShort { get; init; }

    public string? DataGib { get; init; }

    public string? Json { get; init; }

    public string? Timeline { get; init; }

    public string? Report { get; init; }

    public string? WarmUp { get; init; }

    public string Demand { get; init; } = "censored";

    public string Unserved { get; init; } = "queue";

    public string FailedOperations { get; init; } = "0%";

    public string ShadowError { get; init; } = "10%";
}
