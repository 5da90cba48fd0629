using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace ShadowFunctions.Local.Runtime.Hosting;

/// <summary>Runs a function inside the app's middleware, with an invocation id and a service scope of its own.</summary>
internal sealed class FunctionInvoker(IServiceProvider services, FunctionExecutionDelegate pipeline)
{
    private long _invocations;

    /// <summary>Runs the function in a new service scope.</summary>
    /// <returns>What the function returned, null for void.</returns>
    public async Task<object?> InvokeAsync(FunctionEntry function, object? trigger, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        return await InvokeAsync(function, trigger, scope.ServiceProvider, cancellationToken);
    }

    /// <summary>Runs a request's function in the scope of the request.</summary>
    public Task<object?> InvokeAsync(FunctionEntry function, HttpContext http)
        => InvokeAsync(function, http, http.RequestServices, http.RequestAborted);

    /// <summary>
    /// Runs an orchestrator's turn. A turn that waits is given up and replayed later, so it could never dispose a scope: it gets the root services.
    /// </summary>
    public Task<object?> InvokeTurnAsync(FunctionEntry function, object context)
        => InvokeAsync(function, context, services, CancellationToken.None);

    /// <summary>The innermost step: binds the arguments, calls the method and keeps its result on the context.</summary>
    public static async Task ExecuteAsync(FunctionContext context)
    {
        var local = (LocalFunctionContext)context;
        var arguments = new object?[local.Function.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = await local.Function.Arguments[i](local);
        }

        var instance = local.Function.Create?.Invoke(local.InstanceServices, null);
        try
        {
            local.Result = await UnwrapAsync(local.Function.Call.Invoke(instance, arguments.AsSpan()), local.Function.Method.ReturnType);
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    // No ConfigureAwait(false) on this path: an orchestrator must go on in its own context.
    private async Task<object?> InvokeAsync(FunctionEntry function, object? trigger, IServiceProvider provider, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _invocations).ToString("D8", CultureInfo.InvariantCulture);
        var context = new LocalFunctionContext(id, function, provider, trigger, cancellationToken);
        await pipeline(context);
        return context.Result;
    }

    private static async ValueTask<object?> UnwrapAsync(object? returned, Type declared)
    {
        if (returned is ValueTask plain)
        {
            await plain;
            return null;
        }

        var isValueTask = declared.IsGenericType && declared.GetGenericTypeDefinition() == typeof(ValueTask<>);
        var value = isValueTask
            ? declared.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(returned, BindingFlags.DoNotWrapExceptions, null, null, null)
            : returned;
        if (value is not Task task)
        {
            return value;
        }

        await task;

        // By the declared type: an async Task method returns a Task of an inner type at run time, which means nothing.
        return declared.IsGenericType ? task.GetType().GetProperty(nameof(Task<int>.Result))!.GetValue(task) : null;
    }

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }
}
