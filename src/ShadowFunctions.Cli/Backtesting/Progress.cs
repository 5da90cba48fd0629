using System.Globalization;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Shows on the error stream how far it got: one line that is written over on a terminal, lines of every tenth elsewhere.</summary>
internal sealed class Progress(int count) : IDisposable
{
    private const int Lines = 10;
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private int _done;
    private bool _open;

    /// <summary>One more is done.</summary>
    public void Add(string name)
    {
        _done++;
        var line = string.Create(CultureInfo.InvariantCulture, $"{_done} of {count} series  {name}");
        if (_terminal)
        {
            Console.Error.Write($"\r{line,-78}"[..79]);
            _open = true;
        }
        else if (_done == count || _done * Lines / count > (_done - 1) * Lines / count)
        {
            Console.Error.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_open)
        {
            Console.Error.WriteLine();
            _open = false;
        }
    }
}
