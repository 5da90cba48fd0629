using System.Runtime.InteropServices;

namespace ShadowFunctions.Bench.Capacity;

/// <summary>
/// A fixed piece of work (hashing and scattered memory access) timed in CPU time every tenth of a second on a thread of its own: how fast
/// the machine is while a window is measured.
/// </summary>
internal sealed class SpeedProbe : IDisposable
{
    private const int Clock = 3;
    private const int Steps = 40_000;
    private readonly int[] _memory = new int[1 << 20];
    private readonly List<double> _seconds = [];
    private readonly Thread _thread;
    private volatile bool _stop;

    public SpeedProbe()
    {
        for (var i = 0; i < _memory.Length; i++)
        {
            _memory[i] = (int)((i * 2654435761L) & (_memory.Length - 1));
        }

        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Median CPU milliseconds of the piece of work since the last call; NaN when there was none.</summary>
    public double TakeMedianMilliseconds()
    {
        lock (_seconds)
        {
            _seconds.Sort();
            var median = _seconds.Count == 0 ? double.NaN : _seconds[_seconds.Count / 2] * 1000;
            _seconds.Clear();
            return median;
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_stop)
        {
            var started = ThreadSeconds();
            var at = 1;
            for (var i = 0; i < Steps; i++)
            {
                at = _memory[(at + (i * 40503)) & (_memory.Length - 1)];
            }

            var seconds = ThreadSeconds() - started + (at == -1 ? 1 : 0);
            lock (_seconds)
            {
                _seconds.Add(seconds);
            }

            Thread.Sleep(100);
        }
    }

    private static double ThreadSeconds()
    {
        if (ClockGetTime(Clock, out var time) != 0)
        {
            throw new InvalidOperationException("The thread's CPU clock cannot be read.");
        }

        return time.Seconds + (time.Nanoseconds * 1e-9);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
