using System.Collections.Concurrent;

namespace ShadowFunctions.Local.Runtime.Durable;

/// <summary>
/// The one writer of the database. Whatever waits is written in one transaction; only after its commit are the effects
/// applied to memory and the callers answered. A failed transaction stops the engine: memory must never run ahead of the file.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    private const int MaxBatch = 512;

    private readonly BlockingCollection<Write> _writes = [];
    private readonly SqliteSession _session;
    private readonly StoreWriter _writer;
    private readonly Action<IReadOnlyList<Effect>> _apply;
    private readonly Action<Exception> _fault;
    private readonly Thread _thread;
    private volatile bool _abandoned;

    public CommitQueue(string path, Action<IReadOnlyList<Effect>> apply, Action<Exception> fault)
    {
        _session = new SqliteSession(path);
        DurableSchema.Ensure(_session.Connection);
        _writer = new StoreWriter(_session);
        _apply = apply;
        _fault = fault;
        _thread = new Thread(Run) { IsBackground = true, Name = "durable-writer" };
    }

    public void Start() => _thread.Start();

    /// <summary>Queues a write. <paramref name="done"/> runs on the writer thread, with null after the commit.</summary>
    public void Post(Action<StoreWriter> write, Action<Exception?> done)
    {
        try
        {
            _writes.Add(new Write(write, done));
        }
        catch (InvalidOperationException)
        {
            done(new ObjectDisposedException(nameof(DurableEngine), "The durable engine has stopped."));
        }
    }

    /// <summary>Stops. Queued writes are committed first, unless they are abandoned, as a killed process would.</summary>
    public void Stop(bool abandon)
    {
        _abandoned = abandon;
        _writes.CompleteAdding();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _writes.Dispose();
    }

    private void Run()
    {
        List<Write> batch = [];
        foreach (Write first in _writes.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && _writes.TryTake(out Write? next))
            {
                batch.Add(next);
            }

            Finish(batch, _abandoned ? new ObjectDisposedException(nameof(DurableEngine)) : TryCommit(batch));
            batch.Clear();
        }
    }

    private Exception? TryCommit(List<Write> batch)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (Write write in batch)
            {
                write.Body(_writer);
            }

            _session.Execute("COMMIT");
            _apply(_writer.TakeEffects());
            return null;
        }
#pragma warning disable CA1031 // Any failure here is handed to every caller and stops the engine.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _abandoned = true;
            _fault(exception);
            return exception;
        }
    }

    private static void Finish(List<Write> batch, Exception? failure)
    {
        foreach (Write write in batch)
        {
            write.Done(failure);
        }
    }

    private sealed record Write(Action<StoreWriter> Body, Action<Exception?> Done);
}
