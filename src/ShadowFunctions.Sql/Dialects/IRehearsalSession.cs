using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>A session on the shadow that measures what it runs. Everything it changes is taken back when it is disposed.</summary>
public interface IRehearsalSession : IAsyncDisposable
{
    /// <summary>The shadow's tables.</summary>
    DatabaseSchema Schema { get; }

    /// <summary>Units of logical work that a run may do per second of the time it is given; the engine does several times as many.</summary>
    long WorkPerSecond { get; }

    /// <summary>Reads values for parameters: those of a column in ascending order, at most <paramref name="limit"/>, evenly spread.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="repeated">False for each value once; true for each as often as rows hold it: the bounds of a histogram whose bins are equally full.</param>
    /// <param name="limit">Most values.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<object>> ValuesAsync(string table, string column, bool repeated, int limit, CancellationToken cancellationToken);

    /// <summary>Runs one statement to its end. A statement's own error is part of the measure.</summary>
    Task<StatementMeasure> RunAsync(string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken);
}
