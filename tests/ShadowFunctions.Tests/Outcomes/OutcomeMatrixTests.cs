using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Tests.Outcomes;

/// <summary>
/// A change of production through the real orchestrations and the real adapter over HTTP, whatever the platform does: final state, what the
/// audit log says of every decision, and the requests on the wire. No decision is ever behind two requests.
/// </summary>
public class OutcomeMatrixTests
{
    public static TheoryData<string> Rows => [.. OutcomeTable.Rows.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_outcome_is_recorded_as_it_is_and_no_decision_sends_twice(string name)
    {
        var row = OutcomeTable.Rows.Single(r => r.Name == name);
        await using var world = new OutcomeWorld(row);

        await world.RunAsync();

        var operations = await world.OperationsAsync();
        var sent = world.Patches.GroupBy(p => p.ClientRequestId).ToDictionary(g => g.Key!, g => g.Count(), StringComparer.Ordinal);
        Assert.Equal(row.Ends, string.Join(' ', operations.Select(o => $"{o.Status}/{Sent(o)}")));
        Assert.All(sent, s => Assert.True(s.Value <= 1, $"{s.Key} was sent {s.Value} times."));
        Assert.Equal(world.Patches.Count, operations.Sum(Sent));
        Assert.All(operations.Where(o => o.Status == ScaleOperationStatus.Verified && row.Geo), o => Assert.Equal(o.To, world.Size(OutcomeWorld.SecondaryId)));
        CheckAudit(row, operations, await world.DecisionsAsync());
        CheckSize(row, operations, world.Size());

        // Each leg of a route has a name of its own.
        int Sent(ScaleOperation operation) => sent.GetValueOrDefault(operation.Id) + sent.GetValueOrDefault($"{operation.Id}.1");
    }

    [Fact]
    public void The_matrix_has_its_rows_and_each_has_a_name_of_its_own()
    {
        Assert.True(OutcomeTable.Rows.Count >= 25, $"{OutcomeTable.Rows.Count} rows");
        Assert.Equal(OutcomeTable.Rows.Count, OutcomeTable.Rows.Select(r => r.Name).Distinct().Count());
    }

    /// <summary>Every operation has its decision in the log, with the same target; what the platform said is kept.</summary>
    private static void CheckAudit(OutcomeCase row, IReadOnlyList<ScaleOperation> operations, IReadOnlyList<Decision> decisions)
    {
        foreach (var operation in operations)
        {
            var decision = Assert.Single(decisions, d => d.Id == operation.DecisionId);
            Assert.Equal((DecisionOutcome.Apply, operation.From, operation.To), (decision.Outcome, decision.From, decision.To));
            Assert.Equal(operation.Status == ScaleOperationStatus.Verified, operation.ReadyAt is not null);
            Assert.InRange(operation.Patches, 0, 1);
        }

        if (row.Error is { } error)
        {
            Assert.Contains(error, operations[0].Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.All(operations, o => Assert.Null(o.Error));
        }
    }

    private static void CheckSize(OutcomeCase row, IReadOnlyList<ScaleOperation> operations, string? size)
    {
        if (row.Faults.Others is [{ To: var other }])
        {
            Assert.Equal(other, size);
        }
        else
        {
            Assert.Equal(row.Reached ? operations[^1].To : OutcomeWorld.StartSize, size);
        }
    }
}
