using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Core.Planning;

/// <summary>When production was changed last.</summary>
internal static class LastChange
{
    /// <summary>The last instant at which the size in force came or a change was made or asked for, UTC.</summary>
    public static DateTimeOffset Of(SizeInForce size, IReadOnlyList<ScaleOperation> operations)
    {
        var last = size.Since;
        foreach (var operation in operations.Where(o => o.Patches > 0 || o.ReadyAt is not null))
        {
            var at = operation.ReadyAt ?? operation.RequestedAt ?? operation.IntendedAt;
            last = at > last ? at : last;
        }

        return last;
    }
}
