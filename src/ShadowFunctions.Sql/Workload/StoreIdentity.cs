using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload;

/// <summary>Makes sure that nothing is written to the store that is sampled, whatever the two connection strings look like.</summary>
public static class StoreIdentity
{
    /// <summary>Refuses a shadow that is the store, lies on its server without leave, or holds tables that are not a shadow's.</summary>
    /// <exception cref="ProfileException">The shadow must not be written to; the message says why and what to give instead.</exception>
    public static async Task CheckAsync(RehearsalEngine engine, string store, string shadow, bool allowSameServer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        if (!engine.Dialect.Accepts(shadow))
        {
            throw new ProfileException($"--shadow is no {engine.Dialect.Engine} connection, but --store is; give a shadow of the same engine.");
        }

        if (engine.IdentifyAsync is { } identify)
        {
            CheckServers(await identify(store, cancellationToken), await identify(shadow, cancellationToken), allowSameServer);
        }
        else
        {
            CheckFiles(store, shadow);
        }

        await CheckContentAsync(engine, shadow, cancellationToken);
    }

    private static void CheckFiles(string store, string shadow)
    {
        var (from, to) = (new SqliteConnectionStringBuilder(store).DataSource, new SqliteConnectionStringBuilder(shadow).DataSource);
        if (!File.Exists(from))
        {
            throw new ProfileException($"--store names the file '{from}', which does not exist.");
        }

        if (FileKey(from) == FileKey(to))
        {
            throw new ProfileException($"--shadow '{to}' is the file of --store '{from}'; a rehearsal never writes to the store it samples. Give another file, or leave --shadow out for a temporary one.");
        }
    }

    /// <summary>The file itself: links lead to it, and where the system tells, its number on the disk.</summary>
    private static string FileKey(string path)
    {
        var full = Path.GetFullPath(path);
        var real = OperatingSystem.IsWindows() ? new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : RealPath(full);
        if (!File.Exists(real) || !OperatingSystem.IsLinux())
        {
            return real;
        }

        using var handle = File.OpenHandle(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var info = File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{handle.DangerousGetHandle()}"));
        var number = info.FirstOrDefault(l => l.StartsWith("ino:", StringComparison.Ordinal));
        return number is null ? real : string.Join(' ', info.Where(l => l.StartsWith("mnt_id:", StringComparison.Ordinal)).Append(number));
    }

    private static string RealPath(string path)
    {
        // The file may not exist yet; its folder must, and may be a link.
        var found = realpath(path, 0);
        var folder = found == 0 ? realpath(Path.GetDirectoryName(path) ?? "/", 0) : 0;
        try
        {
            return found != 0 ? Marshal.PtrToStringUTF8(found)!
                : folder != 0 ? Path.Combine(Marshal.PtrToStringUTF8(folder)!, Path.GetFileName(path))
                : path;
        }
        finally
        {
            free(found);
            free(folder);
        }
    }

    internal static void CheckServers((string System, string Name) from, (string System, string Name) to, bool allowSameServer)
    {
        if (from == to)
        {
            throw new ProfileException($"--shadow is the database '{to.Name}' of --store; a rehearsal never writes to the store it samples. Give an empty database of another server.");
        }

        if (from.System == to.System && !allowSameServer)
        {
            throw new ProfileException($"--shadow is the database '{to.Name}' of the server that --store is on; the rehearsal's load would slow production. Give a database of another server, or --same-server if this one serves nobody.");
        }
    }

    internal static async Task<(string System, string Name)> OfPostgresAsync(string connection, CancellationToken cancellationToken)
    {
        await using var opened = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await opened.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT (SELECT system_identifier FROM pg_control_system())::text, current_database()::text", opened);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetString(0), reader.GetString(1));
    }

    /// <summary>A shadow is empty or holds the product's own ledger; anything else belongs to someone.</summary>
    private static async Task CheckContentAsync(RehearsalEngine engine, string shadow, CancellationToken cancellationToken)
    {
        if (engine.Language == StatementLanguage.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(shadow).DataSource))
        {
            return;
        }

        await using var connection = await OpenAsync(engine, shadow, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = engine.Language switch
        {
            StatementLanguage.Sqlite => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_shadow_ledger'",
            StatementLanguage.TSql => TSql.FindLedger,
            _ => "SELECT count(*) FROM information_schema.tables WHERE table_name = '_shadow_ledger'",
        };
        var isShadow = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) > 0;
        var tables = (await engine.Dialect.ReadSchemaAsync(connection, cancellationToken)).Tables;
        if (!isShadow && tables.Count > 0)
        {
            throw new ProfileException($"--shadow holds {tables.Count} tables ('{tables[0].Name}', …) and is no shadow; a rehearsal would replace them. Give an empty database.");
        }
    }

    /// <summary>A file is opened for reading only, for else it would be made.</summary>
    private static async Task<DbConnection> OpenAsync(RehearsalEngine engine, string shadow, CancellationToken cancellationToken)
    {
        if (engine.Language != StatementLanguage.Sqlite)
        {
            return await engine.Dialect.OpenShadowAsync(shadow, cancellationToken);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(shadow) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint resolved);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void free(nint memory);
}
