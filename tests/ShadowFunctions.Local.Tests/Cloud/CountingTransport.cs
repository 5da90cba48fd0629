using Azure.Core;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>Passes requests on, counts those that write and keeps what changes something.</summary>
internal sealed class CountingTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private int _writes;

    public int Writes => _writes;

    /// <summary>Bodies of the requests to change something.</summary>
    public List<string> Patches { get; } = [];

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        Count(message);
        inner.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Count(message);
        return inner.ProcessAsync(message);
    }

    private void Count(HttpMessage message)
    {
        _ = Interlocked.Add(ref _writes, message.Request.Method == RequestMethod.Get ? 0 : 1);
        if (message.Request.Method == RequestMethod.Patch)
        {
            using var body = new MemoryStream();
            message.Request.Content!.WriteTo(body, CancellationToken.None);
            lock (Patches)
            {
                Patches.Add(System.Text.Encoding.UTF8.GetString(body.ToArray()));
            }
        }
    }
}
