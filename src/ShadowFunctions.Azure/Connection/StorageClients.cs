using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace ShadowFunctions.Azure.Connection;

/// <summary>
/// The storage account of the app's state, which is the one the Functions host keeps its own in. Section <c>AzureWebJobsStorage</c>, in the
/// host's own forms: <c>blobServiceUri</c> and <c>tableServiceUri</c>, or <c>accountName</c>, each with an identity (<c>clientId</c>); or, for
/// the local emulator, one connection string.
/// </summary>
internal sealed class StorageClients(IConfiguration configuration, AzureCloud cloud, Func<string?, TokenCredential> credential)
{
    public const string SectionName = "AzureWebJobsStorage";

    private readonly IConfigurationSection _section = configuration.GetSection(SectionName);

    public TableServiceClient Tables() => _section.Value is { Length: > 0 } connection
        ? new TableServiceClient(connection)
        : new TableServiceClient(Uri("table"), credential(_section["clientId"]));

    public BlobServiceClient Blobs() => _section.Value is { Length: > 0 } connection
        ? new BlobServiceClient(connection)
        : new BlobServiceClient(Uri("blob"), credential(_section["clientId"]));

    private Uri Uri(string service)
    {
        var key = $"{service}ServiceUri";
        if (_section[key] is { Length: > 0 } text)
        {
            return System.Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == System.Uri.UriSchemeHttps
                ? uri
                : throw new InvalidOperationException($"{SectionName}:{key} is '{text}'; it must be an https address such as 'https://<account>.{service}.core.windows.net'.");
        }

        return _section["accountName"] is { Length: > 0 } account
            ? new Uri($"https://{account}.{service}.{Suffix(cloud)}")
            : throw new InvalidOperationException(
                $"{SectionName} is empty; set {SectionName}:accountName (with {SectionName}:clientId), or 'UseDevelopmentStorage=true' for the local emulator.");
    }

    private static string Suffix(AzureCloud cloud) => cloud switch
    {
        AzureCloud.China => "core.chinacloudapi.cn",
        AzureCloud.Government => "core.usgovcloudapi.net",
        _ => "core.windows.net",
    };
}
