using System.Text.Json;
using Azure.ResourceManager.Models;

namespace Azure.ResourceManager.Sql.Models;

/// <summary>An operation on a pool (states as the service writes them, such as COMPLETED); its name is the operation id.</summary>
public class ElasticPoolOperationData : ResourceData
{
    public ElasticPoolOperationData()
    {
    }

    internal ElasticPoolOperationData(ResourceHeader header)
        : base(header.Id, header.Name, header.Type, header.SystemData)
    {
    }

    public string ElasticPoolName { get; internal init; }

    public string Operation { get; internal init; }

    public string OperationFriendlyName { get; internal init; }

    public int? PercentComplete { get; internal init; }

    public string ServerName { get; internal init; }

    public DateTimeOffset? StartOn { get; internal init; }

    public string State { get; internal init; }

    public int? ErrorCode { get; internal init; }

    public string ErrorDescription { get; internal init; }

    public int? ErrorSeverity { get; internal init; }

    public bool? IsUserError { get; internal init; }

    public DateTimeOffset? EstimatedCompleteOn { get; internal init; }

    public string Description { get; internal init; }

    public bool? IsCancellable { get; internal init; }

    internal static ElasticPoolOperationData Read(JsonElement json)
    {
        JsonElement properties = json.Member("properties");
        return new ElasticPoolOperationData(ResourceHeader.Read(json))
        {
            ElasticPoolName = properties.Text("elasticPoolName"),
            Operation = properties.Text("operation"),
            OperationFriendlyName = properties.Text("operationFriendlyName"),
            PercentComplete = properties.Int("percentComplete"),
            ServerName = properties.Text("serverName"),
            StartOn = properties.Time("startTime"),
            State = properties.Text("state"),
            ErrorCode = properties.Int("errorCode"),
            ErrorDescription = properties.Text("errorDescription"),
            ErrorSeverity = properties.Int("errorSeverity"),
            IsUserError = properties.Flag("isUserError"),
            EstimatedCompleteOn = properties.Time("estimatedCompletionTime"),
            Description = properties.Text("description"),
            IsCancellable = properties.Flag("isCancellable"),
        };
    }
}
