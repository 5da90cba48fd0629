namespace Azure.ResourceManager.Sql;

/// <summary>
/// Takes the result of a call whose pipeline ran synchronously. Each operation is written once with a
/// <c>bool async</c> parameter; with <c>false</c> nothing awaits, so the result is there and no thread blocks.
/// </summary>
internal static class Blocking
{
    public static T Completed<T>(this ValueTask<T> task)
    {
        System.Diagnostics.Debug.Assert(task.IsCompleted, "A synchronous call must not leave work behind.");
        return task.AsTask().GetAwaiter().GetResult();
    }
}
