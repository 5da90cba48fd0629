namespace ShadowFunctions.Sql.Load;

/// <summary>The parameters of one statement's executions, one after the other; the same for the same seed.</summary>
/// <param name="statement">The statement, bound to the shadow's keys.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class ParameterDraws(LoadStatement statement, int seed)
{
    private readonly Random _random = new(Seeds.Derive(seed, statement.Template.Id));
    private readonly object?[] _values = new object?[statement.Parameters.Count];

    /// <summary>The parameters of the next execution, by name with their mark.</summary>
    public IReadOnlyDictionary<string, object?> Next()
    {
        statement.Draw(_random, _values);
        return statement.Parameters.Zip(_values).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    }
}
