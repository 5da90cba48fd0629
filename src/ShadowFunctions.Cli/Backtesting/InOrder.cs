using System.Runtime.CompilerServices;

namespace ShadowFunctions.Cli.Backtesting;

/// <summary>Works on several items at once and hands the results over in the order of the items, with few of them in memory.</summary>
internal static class InOrder
{
    /// <summary>Runs <paramref name="work"/> on all processors.</summary>
    public static async IAsyncEnumerable<TResult> RunAsync<T, TResult>(
        IEnumerable<T> items, Func<T, TResult> work, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var free = new SemaphoreSlim(Environment.ProcessorCount);
        var begun = new Queue<Task<TResult>>();
        foreach (var item in items)
        {
            begun.Enqueue(Task.Run(
                async () =>
                {
                    await free.WaitAsync(cancellationToken);
                    try
                    {
                        return work(item);
                    }
                    finally
                    {
                        _ = free.Release();
                    }
                },
                cancellationToken));
            while (begun.Count > 2 * Environment.ProcessorCount || (begun.Count > 0 && begun.Peek().IsCompleted))
            {
                yield return await begun.Dequeue();
            }
        }

        while (begun.Count > 0)
        {
            yield return await begun.Dequeue();
        }
    }
}
