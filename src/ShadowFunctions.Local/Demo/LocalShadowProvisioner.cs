using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Sql.Dialects;

namespace ShadowFunctions.Local.Demo;

/// <summary>Makes shadows as files in the state folder. They cost nothing.</summary>
/// <param name="files">Where the files lie.</param>
public sealed class LocalShadowProvisioner(LocalStoreFiles files) : IShadowProvisioner
{
    /// <summary>Local stores name their shadow when they are registered.</summary>
    public bool Enabled => false;

    /// <inheritdoc/>
    public async Task<ShadowHandle> EnsureAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var connection = files.Shadow(store.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(connection))!);
        await using var shadow = await new SqliteDialect().OpenShadowAsync(connection, cancellationToken);
        return new ShadowHandle(connection, 0);
    }

    /// <inheritdoc/>
    public Task<ShadowStatus?> ReadAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Task.FromResult(File.Exists(PathOf(files.Shadow(store.Id))) ? new ShadowStatus("file", Paused: false, null, null, 0, 0, 0) : null);
    }

    /// <summary>A file costs nothing: there is nothing to do.</summary>
    public Task PauseAsync(Store store, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(Store store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var path = PathOf(files.Shadow(store.Id));
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            // Pooled connections would go on writing to the removed file.
            SqliteConnection.ClearAllPools();
            foreach (var suffix in (string[])["", "-wal", "-shm"])
            {
                File.Delete(path + suffix);
            }
        }

        return Task.FromResult(true);
    }

    private static string PathOf(string connection) => new SqliteConnectionStringBuilder(connection).DataSource;
}
