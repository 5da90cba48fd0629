namespace ShadowFunctions.Api;

/// <summary>A request that cannot be served, with the status and the mistakes to answer.</summary>
public sealed class ApiException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ApiException()
        : this(StatusCodes.Status500InternalServerError, "Error", "The request failed.")
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ApiException(string message)
        : this(StatusCodes.Status400BadRequest, "BadRequest", message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ApiException(string message, Exception innerException)
        : base(message, innerException)
    {
        Status = StatusCodes.Status400BadRequest;
        Code = "BadRequest";
        Errors = [];
    }

    /// <summary>Creates the exception.</summary>
    public ApiException(int status, string code, string message, IReadOnlyList<FieldError>? errors = null)
        : base(message)
    {
        Status = status;
        Code = code;
        Errors = errors ?? [];
    }

    /// <summary>HTTP status to answer.</summary>
    public int Status { get; }

    /// <summary>Machine-readable code.</summary>
    public string Code { get; }

    /// <summary>The mistakes, one per field.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>404 for a thing that is not there.</summary>
    public static ApiException NotFound(string what, string id, string remedy) => new(
        StatusCodes.Status404NotFound, "NotFound", $"There is no {what} '{id}'.", [new FieldError(what, id, remedy)]);

    /// <summary>400 for one mistake.</summary>
    public static ApiException Invalid(string field, string? value, string remedy) => Invalid([new FieldError(field, value, remedy)]);

    /// <summary>400 for mistakes.</summary>
    public static ApiException Invalid(IReadOnlyList<FieldError> errors) => new(
        StatusCodes.Status400BadRequest, "Invalid", $"The request has {errors.Count} mistake{(errors.Count == 1 ? "" : "s")}; nothing was changed.", errors);

    /// <summary>409 for a request that does not fit the present state.</summary>
    public static ApiException Conflict(string field, string? value, string remedy) => new(
        StatusCodes.Status409Conflict, "Conflict", "The request does not fit the present state; nothing was changed.", [new FieldError(field, value, remedy)]);
}
