using Microsoft.Extensions.Time.Testing;

namespace ShadowFunctions.Tests;

/// <summary>The masking key from a key vault.</summary>
public class VaultMaskingKeyTests
{
    private static readonly Uri Secret = new("https://keys.vault.azure.net/secrets/masking");
    private readonly FakeTimeProvider _time = new();
    private int _reads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_vault_is_asked_once_an_hour_and_a_changed_key_is_noticed()
    {
        var value = Base64(1);
        var keys = Provider(() => value);
        Assert.Equal(Bytes(1), await keys.GetKeyAsync("a", Cancel));
        value = Base64(2);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(Bytes(1), await keys.GetKeyAsync("b", Cancel));
        Assert.Equal(1, _reads);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Bytes(2), await keys.GetKeyAsync("a", Cancel));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task What_is_done_to_a_key_that_was_given_does_not_change_the_next()
    {
        var keys = Provider(() => Base64(1));
        Array.Clear(await keys.GetKeyAsync("a", Cancel));
        Assert.Equal(Bytes(1), await keys.GetKeyAsync("a", Cancel));
    }

    [Theory]
    [InlineData("dG9vIHNob3J0")]
    [InlineData("no base64 at all")]
    public async Task A_secret_without_a_good_key_is_refused_by_its_address_and_not_repeated(string value)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Provider(() => value).GetKeyAsync("a", Cancel));
        Assert.Contains(Secret.ToString(), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(byte of) => [.. Enumerable.Repeat(of, 32)];

    private static string Base64(byte of) => Convert.ToBase64String(Bytes(of));

    private VaultMaskingKeyProvider Provider(Func<string> value) => new(
        Secret,
        (address, _) =>
        {
            Assert.Equal(Secret, address);
            _reads++;
            return Task.FromResult(value());
        },
        _time);
}
