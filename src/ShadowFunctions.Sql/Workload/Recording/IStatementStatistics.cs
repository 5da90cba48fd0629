using ShadowFunctions.Core.Model;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>An engine that keeps statistics of the statements it ran. Reading them changes nothing on production.</summary>
public interface IStatementStatistics
{
    /// <summary>What keeps the statistics, for people.</summary>
    string Keeper { get; }

    /// <summary>What production recorded over a window, as far as its intervals allow; texts without literals, those that are refused left out.</summary>
    /// <param name="connection">Production: its primary is read, which is where its statistics are.</param>
    /// <param name="from">First instant wanted, UTC.</param>
    /// <param name="until">End, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The statements; null when the owner has not switched such statistics on.</returns>
    /// <exception cref="System.Data.Common.DbException">Production cannot be reached or refuses.</exception>
    Task<RecordedStatements?> ReadStatementsAsync(string connection, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Shapes of the plans production would choose for statements, by template id; those it cannot be asked for are not in it.</summary>
    /// <param name="connection">Production.</param>
    /// <param name="templates">The statements; they are planned, never run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="System.Data.Common.DbException">Production cannot be reached or refuses.</exception>
    Task<IReadOnlyDictionary<string, string>> ReadPlansAsync(string connection, IReadOnlyList<QueryTemplate> templates, CancellationToken cancellationToken);
}
