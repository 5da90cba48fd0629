namespace ShadowFunctions.Cli.Backtesting;

/// <summary>A file that is there whole or not at all: written beside its place and moved there at the end.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly FileStream _stream;
    private bool _moved;

    private WholeFile(string path)
    {
        _path = path;
        _partial = path + ".partial";
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.Write);
    }

    /// <summary>Where to write.</summary>
    public Stream Stream => _stream;

    /// <summary>Begins a file; null where none was asked for.</summary>
    public static WholeFile? Begin(string? path) => path is null ? null : new WholeFile(Path.GetFullPath(path));

    /// <summary>The file is whole: put it in its place.</summary>
    public void Complete()
    {
        _stream.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _moved = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_moved)
        {
            File.Delete(_partial);
        }
    }
}
