using System.Text.Json;
using Azure.Core;
using Azure.ResourceManager.Models;

namespace Azure.ResourceManager.Sql;

/// <summary>A logical server; read only here.</summary>
public class SqlServerData : TrackedResourceData
{
    public SqlServerData(AzureLocation location)
        : base(location)
    {
    }

    private SqlServerData(JsonElement json, ResourceHeader header)
        : base(header.Id, header.Name, header.Type, header.SystemData, json.Tags(), header.Location)
    {
    }

    public string Kind { get; private init; }

    public string AdministratorLogin { get; set; }

    public string Version { get; set; }

    public string State { get; private init; }

    public string FullyQualifiedDomainName { get; private init; }

    internal static SqlServerData Read(JsonElement json)
    {
        JsonElement properties = json.Member("properties");
        return new SqlServerData(json, ResourceHeader.Read(json))
        {
            Kind = json.Text("kind"),
            AdministratorLogin = properties.Text("administratorLogin"),
            Version = properties.Text("version"),
            State = properties.Text("state"),
            FullyQualifiedDomainName = properties.Text("fullyQualifiedDomainName"),
        };
    }
}
