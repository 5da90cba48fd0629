using System.Runtime.CompilerServices;
using ShadowFunctions.Core.Ports;

namespace ShadowFunctions.TestKit.State;

/// <summary>What every <see cref="IBlobState"/> promises. <paramref name="open"/> gives one more over the same data, as a restarted process would.</summary>
public abstract class BlobStateConformance(Func<IBlobState> open)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IBlobState Blobs { get; } = open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(2_000_000)]
    public async Task A_value_comes_back_to_the_byte_also_for_another_process(int length)
    {
        var value = Bytes(length);

        var etag = await Blobs.PutAsync(Id(), $"n{length}", value, null, Cancel);
        var read = await open().GetAsync(Id(), $"n{length}", Cancel);

        Assert.Equal(etag, read!.ETag);
        Assert.Equal(value, read.Value);
    }

    [Fact]
    public async Task An_unknown_value_is_null()
    {
        Assert.Null(await Blobs.GetAsync(Id(), "none", Cancel));
    }

    [Fact]
    public async Task Writing_needs_the_version_read()
    {
        var first = await Blobs.PutAsync(Id(), "a", Bytes(1), null, Cancel);
        await Assert.ThrowsAsync<ConcurrencyException>(() => Blobs.PutAsync(Id(), "a", Bytes(2), null, Cancel));
        var second = await Blobs.PutAsync(Id(), "a", Bytes(3), first, Cancel);
        await Assert.ThrowsAsync<ConcurrencyException>(() => Blobs.PutAsync(Id(), "a", Bytes(4), first, Cancel));

        Assert.Equal(second, (await Blobs.GetAsync(Id(), "a", Cancel))!.ETag);
        await Blobs.PutAsync(Id(), "a", Bytes(5), "*", Cancel);
        Assert.Equal(Bytes(5), (await Blobs.GetAsync(Id(), "a", Cancel))!.Value);
    }

    [Fact]
    public async Task Removing_a_store_removes_its_values_and_no_others()
    {
        await Blobs.PutAsync(Id(), "small", Bytes(1), null, Cancel);
        await Blobs.PutAsync(Id(), "large", Bytes(200_000), null, Cancel);
        await Blobs.PutAsync(Id() + "x", "small", Bytes(1), null, Cancel);

        await Blobs.DeleteAsync(Id(), Cancel);
        await Blobs.DeleteAsync(Id(), Cancel);

        Assert.Null(await Blobs.GetAsync(Id(), "small", Cancel));
        Assert.Null(await Blobs.GetAsync(Id(), "large", Cancel));
        Assert.NotNull(await Blobs.GetAsync(Id() + "x", "small", Cancel));
    }

    private static string Id([CallerMemberName] string test = "") => test;

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
