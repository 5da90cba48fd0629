using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>A session on the shadow that measures what it runs. Everything it changes is taken back when it is disposed.</summary>
public interface IRehearsalSession : IAsyncDisposable
{
    /// <summary>The shadow's tables.</summary>
    DatabaseSchema Schema { get; }

    /// <summary>Units of logical work that a run may do per second of the time it is given; the engine does several times as many.</summary>
    long WorkPerSecond { get; }

    /// <summary>Reads values for parameters: the distinct values of a column in ascending order, at most <paramref name="limit"/>, evenly spread.</summary>
    Task<IReadOnlyList<object>> ValuesAsync(string table, string column, int limit, CancellationToken cancellationToken);

    /// <summary>Runs one statement to its end. A statement's own error is part of the measure.</summary>
    Task<StatementMeasure> RunAsync(string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);
}
