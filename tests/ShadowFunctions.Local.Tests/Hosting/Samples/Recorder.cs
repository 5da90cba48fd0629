using System.Collections.Concurrent;

namespace ShadowFunctions.Local.Tests.Hosting.Samples;

/// <summary>What sample functions and middleware did, in order.</summary>
public sealed class Recorder
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public void Add(string line) => _lines.Enqueue(line);
}
