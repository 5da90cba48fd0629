using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Azure.Tests.Fakes;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.Azure.Tests.Connection;

public sealed class VaultSecretsTests : AzureTest
{
    private static readonly (string, string)[] Challenge =
        [("WWW-Authenticate", "Bearer authorization=\"https://login.microsoftonline.com/00000000-0000-0000-0000-000000000009\", resource=\"https://vault.azure.net\"")];

    // The client remembers a vault's challenge for the whole process: each test has a vault of its own.
    private readonly Uri _address = new($"https://keys{Guid.NewGuid():N}.vault.azure.net/secrets/masking");

    [Fact]
    public async Task A_secret_is_read_with_a_token_for_its_vault_and_nothing_else_is_sent()
    {
        _azure.Answer(r => r.Authorization is null, 401, headers: Challenge);
        _azure.Answer(r => r.Authorization is not null, 200, body: """{"value":"the value","id":"https://keys.vault.azure.net/secrets/masking/1"}""");

        Assert.Equal("the value", await new VaultSecrets(Connect.To(_azure)).ReadAsync(_address, Cancel));

        Assert.Equal(["", "Bearer token for https://vault.azure.net/.default"], _azure.Requests.Select(r => r.Authorization ?? ""));
        Assert.All(_azure.Requests, r => Assert.Equal(("GET", _address.Host), (r.Method, r.Uri.Host)));
    }

    [Fact]
    public async Task The_version_that_the_address_names_is_read()
    {
        _azure.Answer(_ => true, 401, headers: Challenge);
        _azure.Answer(_ => true, 200, body: """{"value":"old","id":"https://keys.vault.azure.net/secrets/masking/7"}""");

        await new VaultSecrets(Connect.To(_azure)).ReadAsync(new Uri(_address + "/7"), Cancel);

        Assert.All(_azure.Requests, r => Assert.StartsWith("/secrets/masking/7", r.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "SecretNotFound")]
    public async Task A_vault_that_refuses_is_named_with_the_role_that_is_missing(int status, string code)
    {
        _azure.Answer(_ => true, 401, headers: Challenge);
        _azure.Answer(_ => true, status, code);

        var error = await Assert.ThrowsAsync<CloudRefusedException>(() => new VaultSecrets(Connect.To(_azure)).ReadAsync(_address, Cancel));

        Assert.All((string[])["'masking'", _address.Host, "Key Vault Secrets User", code], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_busy_vault_may_be_asked_again()
    {
        _azure.Answer(_ => true, 401, headers: Challenge);
        _azure.Answer(_ => true, 429, "Throttled", [("Retry-After", "7")]);

        var error = await Assert.ThrowsAsync<TransientCloudException>(() => new VaultSecrets(Connect.To(_azure)).ReadAsync(_address, Cancel));

        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
    }

    [Fact]
    public async Task A_token_is_not_given_to_a_host_that_its_challenge_does_not_belong_to()
    {
        _azure.Answer(_ => true, 401, headers: Challenge);

        await Assert.ThrowsAsync<CloudRefusedException>(() => new VaultSecrets(Connect.To(_azure)).ReadAsync(new Uri("https://keys.example.com/secrets/masking"), Cancel));

        Assert.All(_azure.Requests, r => Assert.Null(r.Authorization));
    }

    [Theory]
    [InlineData("https://keys.vault.azure.net/secrets/masking", true)]
    [InlineData("https://keys.vault.azure.net/secrets/masking/0123", true)]
    [InlineData("http://keys.vault.azure.net/secrets/masking", false)]
    [InlineData("https://keys.vault.azure.net/keys/masking", false)]
    [InlineData("https://keys.vault.azure.net/", false)]
    [InlineData("c2VjcmV0", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_address_of_a_secret_is_one(string? text, bool expected) => Assert.Equal(expected, VaultSecrets.IsAddress(text));
}
