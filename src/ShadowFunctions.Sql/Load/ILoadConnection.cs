namespace ShadowFunctions.Sql.Load;

/// <summary>One connection of a load generator, used by one thread.</summary>
public interface ILoadConnection : IDisposable
{
    /// <summary>Runs one statement to its end and reads all it returns.</summary>
    /// <param name="statement">Index of the statement in the plan.</param>
    /// <param name="values">Its parameters in the plan's order.</param>
    /// <returns>Bytes of the result as far as the engine tells them.</returns>
    /// <exception cref="System.Data.Common.DbException">The statement failed; the connection can be used again.</exception>
    long Execute(int statement, ReadOnlySpan<object?> values);

    /// <summary>Starts a transaction.</summary>
    void Begin();

    /// <summary>Ends the transaction.</summary>
    /// <param name="failed">True after an error: all is taken back.</param>
    void Finish(bool failed);
}
