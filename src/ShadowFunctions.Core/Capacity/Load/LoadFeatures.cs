namespace ShadowFunctions.Core.Capacity.Load;

/// <summary>The regressors of the CPU demand: a floor per second (background work) and every statement.</summary>
internal static class LoadFeatures
{
    public const string Floor = "(floor)";

    public static string[] Names(IEnumerable<string> statements) => [Floor, .. statements.Order(StringComparer.Ordinal)];

    /// <summary>Amounts per second.</summary>
    public static double[] Of(IReadOnlyList<string> names, LoadWindow window) =>
        [.. names.Select(n => n == Floor ? 1 : window.Executions.GetValueOrDefault(n) / window.Seconds)];
}
