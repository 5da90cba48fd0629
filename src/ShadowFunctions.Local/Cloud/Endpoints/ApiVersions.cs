namespace ShadowFunctions.Local.Cloud;

/// <summary>The API versions each part answers to.</summary>
internal static class ApiVersions
{
    public const string FirstSql = "2014-04-01";

    public static readonly IReadOnlySet<string> Sql = Set(
        "2017-10-01-preview", "2018-06-01-preview", "2019-06-01-preview", "2020-02-02-preview", "2020-08-01-preview", "2020-11-01-preview",
        "2021-02-01-preview", "2021-05-01-preview", "2021-08-01-preview", "2021-11-01", "2021-11-01-preview", "2022-02-01-preview",
        "2022-05-01-preview", "2022-08-01-preview", "2022-11-01-preview", "2023-02-01-preview", "2023-05-01-preview", "2023-08-01",
        "2023-08-01-preview", "2024-05-01-preview", "2024-11-01-preview", "2025-01-01");

    /// <summary>Databases also answer in the forms of the first API, which old payloads print.</summary>
    public static readonly IReadOnlySet<string> SqlDatabases = Set([.. Sql, "2017-03-01-preview", FirstSql]);

    public static readonly IReadOnlySet<string> SqlMetrics = Set(FirstSql);

    public static readonly IReadOnlySet<string> SqlOperations = Set([.. Sql, "2017-03-01-preview"]);

    public static readonly IReadOnlySet<string> Resources = Set("2021-04-01", "2022-12-01", "2024-03-01", "2025-04-01");

    public static readonly IReadOnlySet<string> Alerts = Set("2018-03-01", "2024-03-01-preview");

    public static readonly IReadOnlySet<string> Metrics = Set("2018-01-01", "2019-07-01", "2021-05-01", "2023-10-01", "2024-02-01");

    public static readonly IReadOnlySet<string> MetricsBatch = Set("2023-10-01", "2024-02-01");

    public static readonly IReadOnlySet<string> Authorization = Set("2018-07-01", "2022-04-01");

    public static readonly IReadOnlySet<string> Locks = Set("2016-09-01", "2020-05-01");

    public static readonly IReadOnlySet<string> ActionGroups = Set("2022-06-01", "2023-01-01");

    /// <summary>Refuses a missing or unknown version, as Azure does.</summary>
    public static void Check(CloudRequest request, IReadOnlySet<string> known)
    {
        var version = request.Query("api-version") ?? throw ArmException.BadRequest(
            "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        if (!known.Contains(version))
        {
            throw ArmException.BadRequest(
                "InvalidApiVersionParameter", $"The api-version '{version}' is invalid. The supported versions are '{string.Join(",", known.Order())}'.");
        }
    }

    private static HashSet<string> Set(params string[] versions) => [.. versions];
}
