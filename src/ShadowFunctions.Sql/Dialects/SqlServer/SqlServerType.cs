using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace ShadowFunctions.Sql.Dialects.SqlServer;

/// <summary>
/// The type a parameter is declared with: that of the column it belongs to. Text of another type than the column's would make the engine convert
/// the whole column, and an index would be of no use.
/// </summary>
/// <param name="Type">The type.</param>
/// <param name="Size">Length in characters or bytes, -1 for the longest; 0 where the type has none.</param>
/// <param name="Precision">Digits of a decimal.</param>
/// <param name="Scale">Digits behind the point, of seconds too.</param>
internal sealed record SqlServerType(SqlDbType Type, int Size = 0, byte Precision = 0, byte Scale = 0)
{
    private const int LongestText = 4000;

    /// <summary>For a place without a column: text, which the engine converts to what it needs.</summary>
    public static SqlServerType Text { get; } = new(SqlDbType.NVarChar, LongestText);

    /// <summary>For a number of rows: nothing but a whole number will do there.</summary>
    public static SqlServerType Rows { get; } = new(SqlDbType.BigInt);

    /// <summary>The type of a declaration in the engine's words, such as <c>nvarchar(20)</c>.</summary>
    public static SqlServerType Of(string declared)
    {
        var parts = declared.TrimEnd(')').Split('(', ',');
        int Part(int i) => i >= parts.Length ? 0 : parts[i] == "max" ? -1 : int.Parse(parts[i], CultureInfo.InvariantCulture);
        return parts[0] switch
        {
            "decimal" or "numeric" => new SqlServerType(SqlDbType.Decimal, Precision: (byte)Part(1), Scale: (byte)Part(2)),
            "datetime2" => new SqlServerType(SqlDbType.DateTime2, Scale: (byte)Part(1)),
            "datetimeoffset" => new SqlServerType(SqlDbType.DateTimeOffset, Scale: (byte)Part(1)),
            "time" => new SqlServerType(SqlDbType.Time, Scale: (byte)Part(1)),
            "uniqueidentifier" => new SqlServerType(SqlDbType.UniqueIdentifier),
            "xml" => new SqlServerType(SqlDbType.Xml, -1),
            var name => new SqlServerType(Enum.Parse<SqlDbType>(name, ignoreCase: true), Part(1)),
        };
    }

    /// <summary>Declares a parameter.</summary>
    public void Declare(DbParameter parameter)
    {
        if (parameter is SqlParameter ours)
        {
            ours.SqlDbType = Type;
        }

        (parameter.Size, parameter.Precision, parameter.Scale) = (Size, Precision, Scale);
    }

    /// <summary>The value in the type's own form; null when it has none in it, and wrapped around where it is too large.</summary>
    public object? Fit(object? value) => Type switch
    {
        _ when value is null => null,
        SqlDbType.TinyInt => (byte?)Whole(value, byte.MaxValue),
        SqlDbType.SmallInt => (short?)Whole(value, short.MaxValue),
        SqlDbType.Int => (int?)Whole(value, int.MaxValue),
        SqlDbType.BigInt => Whole(value, long.MaxValue),
        SqlDbType.Bit => value as bool? ?? (bool.TryParse(value as string, out var truth) ? truth : Whole(value, long.MaxValue) is { } bit ? bit != 0 : null),
        SqlDbType.Float or SqlDbType.Real => double.TryParse(Written(value), CultureInfo.InvariantCulture, out var number) ? number : null,
        SqlDbType.Decimal or SqlDbType.Money or SqlDbType.SmallMoney => decimal.TryParse(Written(value), CultureInfo.InvariantCulture, out var number) ? number : null,
        SqlDbType.Date or SqlDbType.DateTime or SqlDbType.SmallDateTime or SqlDbType.DateTime2 => value as DateTime? ?? Time(value as string),
        SqlDbType.DateTimeOffset => value as DateTimeOffset? ?? (Time(value as string) is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null),
        SqlDbType.Time => value as TimeSpan? ?? (TimeSpan.TryParse(value as string, CultureInfo.InvariantCulture, out var time) ? time : null),
        SqlDbType.UniqueIdentifier => value as Guid? ?? (Guid.TryParse(value as string, out var id) ? id : null),
        SqlDbType.Binary or SqlDbType.VarBinary => value as byte[],
        _ => Written(value),
    };

    private static string? Written(object value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private static long? Whole(object value, long most) => value switch
    {
        string text when !long.TryParse(text, CultureInfo.InvariantCulture, out _) => null,
        string or long or int or bool or double or decimal => Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && Math.Abs((decimal)number) > most ? number % most : number,
        _ => null,
    };

    private static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
