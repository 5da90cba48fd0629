namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>What PostgreSQL says of a template before it is run.</summary>
/// <param name="Shape">Fingerprint of the plan's shape.</param>
/// <param name="Types">The types the server takes the parameters for, in the order of their places.</param>
internal sealed record PostgresPlan(string Shape, IReadOnlyList<string> Types)
{
    /// <summary>
    /// The value in the server's type, where it fits; else as it is. Compared across types a column may lose its index (numeric with double
    /// precision), and the first comparison of a session reads pages of the catalogue on top, which the measure would count.
    /// </summary>
    /// <param name="place">Place of the parameter, from 0.</param>
    /// <param name="value">Value as it travels.</param>
    public object? Fit(int place, object? value) => (value, Types.ElementAtOrDefault(place)) switch
    {
        (long number, "integer") when number is >= int.MinValue and <= int.MaxValue => (int)number,
        (long number, "smallint") when number is >= short.MinValue and <= short.MaxValue => (short)number,
        (double number, "real") => (float)number,
        (double number, "numeric") when Math.Abs(number) < 1e27 => (decimal)number,
        _ => value,
    };
}
