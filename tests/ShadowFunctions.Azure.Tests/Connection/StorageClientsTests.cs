using Azure.Identity;
using Microsoft.Extensions.Configuration;
using ShadowFunctions.Azure.Connection;

namespace ShadowFunctions.Azure.Tests.Connection;

public sealed class StorageClientsTests
{
    private string? _clientId = "unasked";

    [Fact]
    public void An_account_name_means_the_clouds_own_addresses_and_the_named_identity()
    {
        var clients = Clients(AzureCloud.Public, ("accountName", "state"), ("clientId", "42"));

        Assert.Equal("https://state.table.core.windows.net/", clients.Tables().Uri.ToString());
        Assert.Equal("https://state.blob.core.windows.net/", clients.Blobs().Uri.ToString());
        Assert.Equal("42", _clientId);
        Assert.Equal("state.blob.core.chinacloudapi.cn", Clients(AzureCloud.China, ("accountName", "state")).Blobs().Uri.Host);
    }

    [Fact]
    public void Addresses_go_before_the_account_name()
    {
        var clients = Clients(
            AzureCloud.Public, ("accountName", "other"), ("tableServiceUri", "https://a.table.example/"), ("blobServiceUri", "https://a.blob.example/"));

        Assert.Equal("a.table.example", clients.Tables().Uri.Host);
        Assert.Equal("a.blob.example", clients.Blobs().Uri.Host);
    }

    [Fact]
    public void The_local_emulator_needs_no_identity()
    {
        var clients = Clients(AzureCloud.Public, (null, "UseDevelopmentStorage=true"));

        Assert.Equal("127.0.0.1", clients.Tables().Uri.Host);
        Assert.Equal("127.0.0.1", clients.Blobs().Uri.Host);
        Assert.Equal("unasked", _clientId);
    }

    [Theory]
    [InlineData("blobServiceUri", "http://a.blob.example/")]
    [InlineData("blobServiceUri", "a.blob.example")]
    public void A_wrong_address_is_refused_with_key_value_and_remedy(string key, string value)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Clients(AzureCloud.Public, (key, value)).Blobs());

        Assert.StartsWith($"AzureWebJobsStorage:{key} is '{value}'; it must be ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_account_the_error_names_the_remedy()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Clients(AzureCloud.Public).Tables());

        Assert.Contains("AzureWebJobsStorage:accountName", error.Message, StringComparison.Ordinal);
    }

    private StorageClients Clients(AzureCloud cloud, params (string? Key, string Value)[] settings) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(
                s.Key is null ? StorageClients.SectionName : $"{StorageClients.SectionName}:{s.Key}", (string?)s.Value)))
            .Build(),
        cloud,
        clientId =>
        {
            _clientId = clientId;
            return new AzureCliCredential();
        });
}
