using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Collects the services and the middleware of a function app, as the worker's own builder does.</summary>
/// <param name="services">The collection that the app adds its services to.</param>
public sealed class LocalFunctionsBuilder(IServiceCollection services) : IFunctionsWorkerApplicationBuilder
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;

    /// <inheritdoc/>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>The middleware in the order it was added, around <paramref name="function"/>.</summary>
    /// <param name="function">What runs innermost.</param>
    public FunctionExecutionDelegate BuildPipeline(FunctionExecutionDelegate function)
        => Enumerable.Reverse(_middleware).Aggregate(function, (next, wrap) => wrap(next));
}
