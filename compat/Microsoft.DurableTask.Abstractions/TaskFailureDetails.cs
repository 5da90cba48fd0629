using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure as data: no live exception crosses from a task to its caller.</summary>
/// <param name="ErrorType">Full name of the exception type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">What caused it.</param>
/// <param name="Properties">Further facts.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>Whether the error type is <typeparamref name="T"/> or derives from it; false when it cannot be loaded.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies define the error type.</exception>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    /// <inheritdoc cref="IsCausedBy{T}"/>
    /// <exception cref="ArgumentException">The type is not an exception type.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType) =>
        IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());

    /// <summary>Records an exception and its inner exceptions.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        TaskFailureDetails? inner = exception.InnerException is { } cause ? FromException(cause) : null;
        return new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private bool IsCausedBy(Type target, Assembly caller)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!typeof(Exception).IsAssignableFrom(target))
        {
            throw new ArgumentException($"The type {target} is not an exception type.", nameof(target));
        }

        return !string.IsNullOrEmpty(ErrorType) && target.IsAssignableFrom(ResolveErrorType(target.Assembly, caller));
    }

    private Type? ResolveErrorType(Assembly target, Assembly caller)
    {
        Type? known = Type.GetType(ErrorType) ?? target.GetType(ErrorType) ?? caller.GetType(ErrorType);
        if (known is not null)
        {
            return known;
        }

        Type[] matches = [.. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(ErrorType)).OfType<Type>()];
        return matches.Length > 1
            ? throw new AmbiguousMatchException($"Several exception types are named '{ErrorType}'.")
            : matches.SingleOrDefault();
    }
}
