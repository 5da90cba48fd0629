using System.ClientModel.Primitives;
using Azure.Core;

namespace Azure.ResourceManager.Sql;

/// <summary>
/// Makes tokens that <see cref="Operation.RehydrateAsync(Azure.Core.Pipeline.HttpPipeline, RehydrationToken, ClientOptions)"/>
/// resumes. The type has no public constructor; its JSON form is the way in.
/// </summary>
internal static class RehydrationTokens
{
    public static RehydrationToken Create(
        string id, RequestMethod method, Uri initialUri, string nextRequestUri, HeaderSource source, string lastKnownLocation)
    {
        BinaryData json = BinaryData.FromObjectAsJson(new
        {
            id,
            version = "1.0.0",
            headerSource = source.ToString(),
            nextRequestUri,
            initialUri = initialUri.AbsoluteUri,
            requestMethod = method.ToString(),
            lastKnownLocation,
            finalStateVia = "Location",
        });
        return ModelReaderWriter.Read<RehydrationToken>(json);
    }
}
