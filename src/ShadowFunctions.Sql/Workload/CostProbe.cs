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
            var draws = new ParameterDraws(plan.Statements[i], seed);
            for (var execution = 0; execution < Executions; execution++)
            {
                var measure = await session.RunAsync(plan.Statements[i].Template.Text, draws.Next(), cancellationToken);
                tallies[i].Add(measure, measure.Seconds);
            }
        }

        return tallies;
    }
}
