namespace ShadowFunctions.Sql.Load;

/// <summary>What a run saw of one statement.</summary>
/// <param name="TemplateId">The statement.</param>
/// <param name="Executions">Executions, failed ones too.</param>
/// <param name="Errors">Failed executions.</param>
/// <param name="ResultBytes">Bytes of results.</param>
/// <param name="ServiceSeconds">Time at the server, without waiting for a connection, summed over executions.</param>
/// <param name="Latency">Latency; null when it was never run.</param>
public sealed record StatementResult(string TemplateId, long Executions, long Errors, long ResultBytes, double ServiceSeconds, LatencySummary? Latency);
