namespace ShadowFunctions.Azure.Tests.Fakes;

/// <summary>One request as it went over the wire.</summary>
internal sealed record RecordedRequest(string Method, Uri Uri, string Body, string? ClientRequestId, string? Authorization)
{
    public string Path => Uri.UnescapeDataString(Uri.AbsolutePath);

    public bool ChangesSql => Method is not "GET" && Path.Contains("/Microsoft.Sql/", StringComparison.OrdinalIgnoreCase);
}
