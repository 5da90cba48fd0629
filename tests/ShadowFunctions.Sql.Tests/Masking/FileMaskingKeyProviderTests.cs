using ShadowFunctions.Sql.Masking;

namespace ShadowFunctions.Sql.Tests.Masking;

public sealed class FileMaskingKeyProviderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_key_file_is_read()
    {
        await File.WriteAllTextAsync(_path, Convert.ToBase64String(FixedKey.Bytes) + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(FixedKey.Bytes, await new FileMaskingKeyProvider(_path).GetKeyAsync("shop", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public async Task A_file_without_a_good_key_is_refused(string content)
    {
        await File.WriteAllTextAsync(_path, content, TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await new FileMaskingKeyProvider(_path).GetKeyAsync("shop", TestContext.Current.CancellationToken));
        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
    }
}
