namespace ShadowFunctions.Tests.Activities;

/// <summary>Every call of a port, in order; one of them can be the last thing that a process does.</summary>
internal sealed class PortCalls
{
    private readonly List<string> _calls = [];

    /// <summary>Number of the call after which the process dies, from 1; 0 for none.</summary>
    public int CrashAfter { get; init; }

    public IReadOnlyList<string> Calls => _calls;

    /// <summary>Makes a call, records it and dies after it if its turn has come: its effect stays, its answer is lost.</summary>
    public async Task<T> MadeAsync<T>(string name, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        finally
        {
            Made(name);
        }
    }

    private void Made(string name)
    {
        _calls.Add(name);
        if (_calls.Count == CrashAfter)
        {
            throw new CrashException(name);
        }
    }
}
