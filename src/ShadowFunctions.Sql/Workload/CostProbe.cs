using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Load;
using ShadowFunctions.Sql.Rehearsal;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Measures what one execution of each statement of a plan costs on a shadow, all rolled back: logical work, free of noise.</summary>
internal static class CostProbe
{
    private const int Executions = 30;

    public static async Task<IReadOnlyList<CostTally>> MeasureAsync(IRehearsalSession session, LoadPlan plan, int seed, CancellationToken cancellationToken)
    {
        var tallies = plan.Statements.Select(_ => new CostTally()).ToArray();
        for (var i = 0; i < tallies.Length; i++)
        {
            var statement = plan.Statements[i];
            var random = new Random(Seeds.Derive(seed, statement.Template.Id));
            var values = new object?[statement.Parameters.Count];
            for (var execution = 0; execution < Executions; execution++)
            {
                statement.Draw(random, values);
                var parameters = statement.Parameters.Select((name, k) => (name, Value: values[k])).ToDictionary(p => p.name, p => p.Value);
                var measure = await session.RunAsync(statement.Template.Text, parameters, cancellationToken);
                tallies[i].Add(measure, measure.Seconds);
            }
        }

        return tallies;
    }
}
