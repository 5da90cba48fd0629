namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Produces one argument of a function for one invocation.</summary>
internal delegate ValueTask<object?> ArgumentSource(LocalFunctionContext context);
