namespace ShadowFunctions.Sql.Load;

/// <summary>Draws the parameters of one execution.</summary>
/// <param name="random">The calling thread's generator.</param>
/// <param name="values">Receives the values in the order of the statement's parameters.</param>
public delegate void DrawValues(Random random, Span<object?> values);
