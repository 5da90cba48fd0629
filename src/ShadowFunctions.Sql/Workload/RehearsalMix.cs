using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Workload.Recording;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Where a rehearsal's mix comes from when its file writes none: a captured file, else what the store recorded.</summary>
internal static class RehearsalMix
{
    private const int MostTemplates = 50;
    private static readonly TimeSpan Window = TimeSpan.FromHours(2);

    /// <summary>The mix with production's plans as far as they came with it; nulls when the file writes the mix.</summary>
    /// <exception cref="ProfileException">There is none; the message says what to do.</exception>
    public static async Task<(WorkloadProfile? Mix, IReadOnlyDictionary<string, string>? Plans)> ReadAsync(
        RehearsalEngine engine, RehearsalRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.WorkloadFile is { } file)
        {
            return request.Document.Statements.Count == 0
                ? (Captured(engine, request, file), null)
                : throw new ProfileException("--workload gives the mix, and so does the scenario's statements; take one of them out.");
        }

        if (request.Document.Statements.Count > 0)
        {
            return (null, null);
        }

        const string Remedy = "write the mix into the file, or give a --workload";
        if (engine.Dialect is not IStatementStatistics statistics)
        {
            throw new ProfileException($"statements is empty, and {engine.Dialect.Engine} keeps no statistics of its statements; {Remedy}.");
        }

        var recorded = await statistics.ReadStatementsAsync(request.StoreConnection, now - Window, now, cancellationToken)
            ?? throw new ProfileException($"statements is empty, and {statistics.Keeper} is off on the store; switch it on there, {Remedy}.");
        var items = recorded.Observe("rehearsal").Templates.Take(MostTemplates).Select(t => new WorkloadItem(t.Template, t.RatePerSecond)).ToArray();
        return items.Length > 0
            ? (new WorkloadProfile(request.Document.Name, items), recorded.Plans)
            : throw new ProfileException($"statements is empty, and {statistics.Keeper} holds no statement that can be rehearsed; {Remedy}.");
    }

    /// <summary>The plans production would choose; empty where it cannot be asked.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PlansAsync(
        RehearsalEngine engine, RehearsalRequest request, WorkloadProfile profile, CancellationToken cancellationToken) =>
        engine.Dialect is IStatementStatistics statistics
            ? await statistics.ReadPlansAsync(request.StoreConnection, [.. profile.Items.Select(i => i.Template)], cancellationToken)
            : new Dictionary<string, string>();

    private static WorkloadProfile Captured(RehearsalEngine engine, RehearsalRequest request, string file)
    {
        var captured = CapturedWorkload.ReadFile(file, engine.Language);
        request.OnProgress(FormattableString.Invariant($"{captured.Statements:#,0} statements read from {file}; {captured.Refused:#,0} left out"));
        return captured.Profile with { Name = request.Document.Name };
    }
}
