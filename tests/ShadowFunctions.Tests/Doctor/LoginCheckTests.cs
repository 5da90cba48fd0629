using ShadowFunctions.Activities;
using ShadowFunctions.Azure.Connection;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Doctor;
using ShadowFunctions.Local.Cloud;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Tests.Activities;

namespace ShadowFunctions.Tests.Doctor;

/// <summary>A login that fails is told with statements that can be run as they stand.</summary>
public class LoginCheckTests
{
    private const string Identity = "id-shadow-operator-x1";
    private const string Server = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shadow/providers/Microsoft.Sql/servers/sql-shadows";

    private readonly AzureOptions _options = new() { ShadowIdentityName = Identity, ShadowServerId = Server };
    private readonly SqlDialects _dialects = new([new SqlServerDialect((_, _) => throw new InvalidOperationException("no token"))]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statements_for_production_name_the_deployments_own_identity()
    {
        var platform = new ScriptedPlatform(new PlatformScript(), TimeProvider.System);
        var check = new SqlLoginCheck(_dialects, new SleepGuard(platform.For(new PortCalls())), Microsoft.Extensions.Options.Options.Create(_options));
        var store = new Store
        {
            Id = "orders",
            ResourceId = "/subscriptions/s/resourceGroups/p/providers/Microsoft.Sql/servers/prod/databases/orders",
            Region = "westeurope",
            ProductionConnection = "Server=tcp:prod.database.windows.net,1433;Database=orders;Password=x",
        };

        var finding = Assert.Single(await check.RunAsync([store], Cancel));

        Assert.Equal(CheckStatus.Failed, finding.Status);
        Assert.Contains("signs in with a password", finding.Detail, StringComparison.Ordinal);
        Assert.Contains($"CREATE USER [{Identity}] FROM EXTERNAL PROVIDER; GRANT SELECT ON [dbo].[T] TO [{Identity}];", finding.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("[app]", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Server)]
    public async Task Without_a_shadow_server_or_Azure_SQL_there_is_nothing_to_sign_in_to(string? server)
    {
        _options.ShadowServerId = server;
        var connection = new AzureConnection(Microsoft.Extensions.Options.Options.Create(_options), new EmulatorCredential());

        var finding = Assert.Single(await new ShadowLoginCheck(connection, new SqlDialects([new SqliteDialect()])).RunAsync([], Cancel));

        Assert.Equal(CheckStatus.Skipped, finding.Status);
    }

    [Fact]
    public async Task A_login_to_the_shadow_server_that_fails_names_server_and_administrator()
    {
        // A setting that spoils the connection string: it fails before anything is sent.
        _options.ShadowIdentityClientId = "x;Password=y";
        var connection = new AzureConnection(Microsoft.Extensions.Options.Options.Create(_options), new EmulatorCredential());

        var finding = Assert.Single(await new ShadowLoginCheck(connection, _dialects).RunAsync([], Cancel));

        Assert.Equal(CheckStatus.Failed, finding.Status);
        Assert.Contains($"'{Identity}' the Entra administrator of 'sql-shadows'", finding.Remedy, StringComparison.Ordinal);
    }
}
