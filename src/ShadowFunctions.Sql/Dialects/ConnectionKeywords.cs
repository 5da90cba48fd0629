using System.Data.Common;

namespace ShadowFunctions.Sql.Dialects;

/// <summary>The keywords of a connection string: they tell which engine it is for.</summary>
internal static class ConnectionKeywords
{
    /// <summary>Lower-case keywords; none when the text is no connection string.</summary>
    public static HashSet<string> Of(string connection)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = connection };
            return [.. builder.Keys.Cast<string>().Select(k => k.ToLowerInvariant())];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }
}
