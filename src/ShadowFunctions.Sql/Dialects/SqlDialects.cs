namespace ShadowFunctions.Sql.Dialects;

/// <summary>The engines there is a dialect for, found by their connection strings.</summary>
/// <param name="all">The dialects.</param>
public sealed class SqlDialects(IEnumerable<ISqlDialect> all)
{
    private readonly IReadOnlyList<ISqlDialect> _all = [.. all];

    /// <summary>The dialect of a connection string; null when it is of no known engine.</summary>
    public ISqlDialect? Find(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return _all.FirstOrDefault(d => d.Accepts(connection));
    }

    /// <summary>The dialect of a connection string.</summary>
    /// <exception cref="ArgumentException">It is of no known engine.</exception>
    public ISqlDialect Of(string connection) => Find(connection) ?? throw new ArgumentException(
        $"The connection string is of none of {string.Join(", ", _all.Select(d => d.Engine))}.", nameof(connection));
}
