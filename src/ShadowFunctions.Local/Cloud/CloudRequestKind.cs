namespace ShadowFunctions.Local.Cloud;

/// <summary>The kinds of request the emulated cloud knows, as fault scripts name them.</summary>
public static class CloudRequestKind
{
    /// <summary>GET a server.</summary>
    public const string GetServer = nameof(GetServer);

    /// <summary>GET a database.</summary>
    public const string GetDatabase = nameof(GetDatabase);

    /// <summary>GET the databases of a server.</summary>
    public const string ListDatabases = nameof(ListDatabases);

    /// <summary>PATCH a database.</summary>
    public const string UpdateDatabase = nameof(UpdateDatabase);

    /// <summary>PUT a database.</summary>
    public const string PutDatabase = nameof(PutDatabase);

    /// <summary>DELETE a database.</summary>
    public const string DeleteDatabase = nameof(DeleteDatabase);

    /// <summary>GET what a database uses of its limits.</summary>
    public const string ListUsages = nameof(ListUsages);

    /// <summary>GET where a database replicates to.</summary>
    public const string ListReplicationLinks = nameof(ListReplicationLinks);

    /// <summary>POST pause or resume of a database.</summary>
    public const string PauseDatabase = nameof(PauseDatabase);

    /// <summary>PUT a pool.</summary>
    public const string PutElasticPool = nameof(PutElasticPool);

    /// <summary>GET metrics in the form of the first API.</summary>
    public const string GetFirstMetrics = nameof(GetFirstMetrics);

    /// <summary>GET the status of an alert rule.</summary>
    public const string GetMetricAlertStatus = nameof(GetMetricAlertStatus);

    /// <summary>GET the subscriptions.</summary>
    public const string ListSubscriptions = nameof(ListSubscriptions);

    /// <summary>GET the resources of a subscription, by tag.</summary>
    public const string ListResources = nameof(ListResources);

    /// <summary>GET a pool.</summary>
    public const string GetElasticPool = nameof(GetElasticPool);

    /// <summary>GET the pools of a server.</summary>
    public const string ListElasticPools = nameof(ListElasticPools);

    /// <summary>GET the databases of a pool.</summary>
    public const string ListPoolDatabases = nameof(ListPoolDatabases);

    /// <summary>PATCH a pool.</summary>
    public const string UpdateElasticPool = nameof(UpdateElasticPool);

    /// <summary>GET the operations of a database or pool.</summary>
    public const string ListOperations = nameof(ListOperations);

    /// <summary>POST cancel of an operation.</summary>
    public const string CancelOperation = nameof(CancelOperation);

    /// <summary>GET an Azure-AsyncOperation URL.</summary>
    public const string GetOperationStatus = nameof(GetOperationStatus);

    /// <summary>GET a Location URL.</summary>
    public const string GetOperationResult = nameof(GetOperationResult);

    /// <summary>GET the capabilities of a region.</summary>
    public const string GetCapabilities = nameof(GetCapabilities);

    /// <summary>GET an alert rule.</summary>
    public const string GetMetricAlert = nameof(GetMetricAlert);

    /// <summary>GET the alert rules of a group or subscription.</summary>
    public const string ListMetricAlerts = nameof(ListMetricAlerts);

    /// <summary>PUT or PATCH an alert rule.</summary>
    public const string PutMetricAlert = nameof(PutMetricAlert);

    /// <summary>DELETE an alert rule.</summary>
    public const string DeleteMetricAlert = nameof(DeleteMetricAlert);

    /// <summary>GET metrics of one resource.</summary>
    public const string GetMetrics = nameof(GetMetrics);

    /// <summary>POST metrics:getBatch.</summary>
    public const string GetMetricsBatch = nameof(GetMetricsBatch);

    /// <summary>GET an action group.</summary>
    public const string GetActionGroup = nameof(GetActionGroup);

    /// <summary>GET what the caller may do at a scope.</summary>
    public const string ListPermissions = nameof(ListPermissions);

    /// <summary>GET the locks on a scope.</summary>
    public const string ListLocks = nameof(ListLocks);
}
