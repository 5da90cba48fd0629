using ShadowFunctions.Core.Recordings;
using ShadowFunctions.Core.Simulation;

namespace ShadowFunctions.Cli;

/// <summary>The load series of <c>--traces</c>, all at once.</summary>
internal static class TraceFiles
{
    /// <summary>All series by name, in ordinal order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<DemandPoint>> Read(IReadOnlyList<string> paths)
    {
        try
        {
            return new SortedDictionary<string, IReadOnlyList<DemandPoint>>(SeriesFiles.Read(paths).ToDictionary(s => s.Name, s => s.Points), StringComparer.Ordinal);
        }
        catch (SeriesFormatException e)
        {
            throw new UsageException($"--traces: {e.Message}", e);
        }
    }
}
