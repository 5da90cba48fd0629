namespace ShadowFunctions.Sql.Dialects;

/// <summary>
/// The few types in which values travel, whatever the engine: <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, text, bytes and
/// <see cref="Guid"/>. So the same key gives the same hash and the same token on every engine.
/// </summary>
internal static class CanonicalValue
{
    public static object? Of(object? value) => value switch
    {
        null or DBNull => null,
        byte or short or int or sbyte or ushort or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => value,
    };

    /// <summary>A text that is the same for the same values only, within one engine and column.</summary>
    public static string Identity(IEnumerable<object?> values) => string.Join('\u001f', values.Select(v => v switch
    {
        byte[] blob => "b" + Convert.ToHexString(blob),
        string text => "s" + text,
        Guid id => "g" + id.ToString("N"),
        _ => FormattableString.Invariant($"{v}"),
    }));

    public static bool AreSame(object? left, object? right) => left is byte[] a && right is byte[] b ? a.AsSpan().SequenceEqual(b) : Equals(left, right);

    public static bool AreSame(IReadOnlyList<object?> left, IReadOnlyList<object?> right) =>
        left.Count == right.Count && left.Zip(right).All(p => AreSame(p.First, p.Second));
}
