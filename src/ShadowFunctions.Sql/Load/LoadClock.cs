using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ShadowFunctions.Sql.Load;

/// <summary>The machine's monotonic clock. On Linux it sleeps to within some ten microseconds, elsewhere to a millisecond or two.</summary>
public sealed class LoadClock : ILoadClock
{
    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <inheritdoc/>
    public long Now => OperatingSystem.IsLinux() && GetTime(MonotonicClock, out var time) == 0
        ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds
        : (long)(Stopwatch.GetTimestamp() * ((double)NanosecondsPerSecond / Stopwatch.Frequency));

    /// <inheritdoc/>
    public void WaitUntil(long instant)
    {
        if (OperatingSystem.IsLinux())
        {
            var until = new TimeSpec { Seconds = (nint)(instant / NanosecondsPerSecond), Nanoseconds = (nint)(instant % NanosecondsPerSecond) };
            while (Now < instant && Sleep(MonotonicClock, AbsoluteTime, ref until, 0) != 0)
            {
                // Interrupted by a signal: the instant stays the same.
            }

            return;
        }

        for (var left = instant - Now; left > 0; left = instant - Now)
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(Math.Max(1, left / 1_000_000)));
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [DllImport("libc", EntryPoint = "clock_nanosleep"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(int clock, int flags, ref TimeSpec until, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
