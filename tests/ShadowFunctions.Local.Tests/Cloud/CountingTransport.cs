using Azure.Core;
using Azure.Core.Pipeline;

namespace ShadowFunctions.Local.Tests.Cloud;

/// <summary>Passes requests on and counts those that write.</summary>
internal sealed class CountingTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private int _writes;

    public int Writes => _writes;

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

    private void Count(HttpMessage message) => Interlocked.Add(ref _writes, message.Request.Method == RequestMethod.Get ? 0 : 1);
}
