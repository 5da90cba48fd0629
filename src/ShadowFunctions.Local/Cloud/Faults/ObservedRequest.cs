namespace ShadowFunctions.Local.Cloud;

/// <summary>A request as it arrived, whatever became of it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Kind">Kind of request, one of <see cref="CloudRequestKind"/>.</param>
/// <param name="Path">Path of the URL.</param>
/// <param name="ClientRequestId">What the client called it (<c>x-ms-client-request-id</c>); null when it did not say.</param>
/// <param name="At">When, UTC.</param>
public sealed record ObservedRequest(string Method, string Kind, string Path, string? ClientRequestId, DateTimeOffset At);
