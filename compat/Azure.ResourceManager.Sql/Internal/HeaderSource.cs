namespace Azure.ResourceManager.Sql;

/// <summary>Which header tells where to poll. The names travel in rehydration tokens and are the vendor's.</summary>
internal enum HeaderSource
{
    None,
    OperationLocation,
    AzureAsyncOperation,
    Location,
}
