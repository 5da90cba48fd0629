using Microsoft.Data.Sqlite;

namespace ShadowFunctions.Local.Demo;

/// <summary>Where the files of local stores lie: <c>stores/&lt;id&gt;/production.db</c> and <c>shadow.db</c> in the state folder.</summary>
/// <param name="stateFolder">The state folder.</param>
public sealed class LocalStoreFiles(string stateFolder)
{
    /// <summary>Connection string of a store's production file.</summary>
    public string Production(string storeId) => Connection(storeId, "production.db");

    /// <summary>Connection string of a store's shadow file.</summary>
    public string Shadow(string storeId) => Connection(storeId, "shadow.db");

    private string Connection(string storeId, string file)
    {
        if (storeId.Length is 0 or > 63 || storeId.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
        {
            throw new ArgumentException($"Store id '{storeId}' is no name for a folder: use 1 to 63 lower-case letters, digits and hyphens.", nameof(storeId));
        }

        var path = Path.Combine(stateFolder, "stores", storeId, file);

        // No pool: a fleet of many stores would keep every file open, with a page cache for each.
        return new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Pooling = false }.ConnectionString;
    }
}
