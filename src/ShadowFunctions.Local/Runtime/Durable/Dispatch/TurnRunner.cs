using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>Takes the turns of orchestrations and queues them for commit.</summary>
internal sealed class TurnRunner(
    TaskRegistry registry,
    Dispatcher dispatcher,
    CommitQueue commits,
    StoreReader reader,
    WorkTracker work,
    TimeProvider clock,
    DataConverter converter,
    ILoggerFactory loggerFactory)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && await dispatcher.Turns.WaitToReadAsync(CancellationToken.None))
        {
            while (!stopping.IsCancellationRequested && dispatcher.Turns.TryRead(out InstanceState? state))
            {
                RunTurn(state);
            }
        }
    }

    private void RunTurn(InstanceState state)
    {
        DateTimeOffset now = clock.GetUtcNow();
        InstanceRow row = state.Row;
        Delivery delivery = dispatcher.Take(state);
        OrchestrationSession? session = state.Session;
        TurnOutcome outcome;
        try
        {
            session ??= Open(state, row);
            outcome = session.RunTurn(now, delivery.Events);
        }
        catch (Exception exception) when (exception is NonDeterministicOrchestrationException or ArgumentException)
        {
            // The code does not fit the history, or is gone.
            outcome = TurnOutcome.Failed(now, delivery.Events, exception);
        }

        bool goesOn = outcome.End is null;
        commits.Post(
            store => TurnWrites.Write(store, row, delivery, outcome, now),
            _ =>
            {
                dispatcher.EndTurn(state, goesOn ? session : null);
                work.Exit();
            });
    }

    private OrchestrationSession Open(InstanceState state, InstanceRow row)
    {
        OrchestratorFunction orchestrator = registry.FindOrchestrator(row.Identity.Name);
        OrchestrationSession session = new(row.Identity, orchestrator, converter, loggerFactory)
        {
            Violated = () => dispatcher.Wake(state),
        };
        session.Replay(HistoryTurn.Split(reader.ReadHistory(row.Execution)));
        return session;
    }
}
