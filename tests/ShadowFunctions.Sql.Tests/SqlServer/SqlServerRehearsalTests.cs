using Microsoft.Data.SqlClient;
using ShadowFunctions.Sql.Dialects.SqlServer;
using ShadowFunctions.Sql.Statements;
using ShadowFunctions.Sql.Workload;

namespace ShadowFunctions.Sql.Tests.SqlServer;

/// <summary>What a rehearsal on SQL Server decides without a server.</summary>
public sealed class SqlServerRehearsalTests
{
    private static readonly object?[] Production = ["Contoso", "Shop", 5L, "GP_S_Gen5_2"];

    [Theory]
    [InlineData("CONTOSO", "shop", 5, "GP_S_Gen5_2", "never writes to the store it samples")]
    [InlineData("contoso", "shadow", 5, "GP_S_Gen5_1", null)] // A server of the service is a name; databases have machines of their own.
    [InlineData("other", "shop", 5, "GP_S_Gen5_1", null)]
    public void Databases_of_the_service_are_told_apart(string server, string database, int edition, string objective, string? refusal) =>
        Check(Production, [server, database, (long)edition, objective], refusal);

    [Theory]
    [InlineData("POOLED", "shop", "never writes to the store it samples")]
    [InlineData("pooled", "shadow", "--same-server")]
    public void Databases_of_a_pool_share_it(string server, string database, string? refusal) =>
        Check(["pooled", "Shop", 5L, "ElasticPool"], [server, database, 5L, "ElasticPool"], refusal);

    [Theory]
    [InlineData("DB1\\SALES", "SHOP", "never writes to the store it samples")]
    [InlineData("db1\\sales", "shadow", "--same-server")]
    [InlineData("db2", "shop", null)]
    public void Databases_of_a_SQL_Server_share_it(string server, string database, string? refusal) =>
        Check(["DB1\\sales", "Shop", 3L, null], [server, database, 3L, null], refusal);

    [Fact]
    public void The_engine_is_found_by_the_connection_string()
    {
        var engine = RehearsalEngine.Of("Server=tcp:contoso.database.windows.net;Database=shop");
        Assert.Equal((StatementLanguage.TSql, "Azure SQL Database"), (engine.Language, engine.Dialect.Engine));
    }

    [Fact]
    public void A_person_may_sign_in_with_a_user_and_the_app_may_not()
    {
        const string User = "Server=db;Database=shop;User ID=ann;Password=secret;TrustServerCertificate=true";
        Assert.Throws<ArgumentException>(() => SqlServerDialect.Prepare(User, ApplicationIntent.ReadWrite));
        var own = SqlServerDialect.Prepare(User, ApplicationIntent.ReadWrite, maySignIn: true);
        Assert.Equal(("ann", "secret", SqlConnectionEncryptOption.Mandatory), (own.UserID, own.Password, own.Encrypt));
        using var connection = new SqlServerDialect((_, _) => throw new InvalidOperationException()) { MaySignInByItself = true }.ConnectLoad(User);
        Assert.Null(connection.AccessTokenCallback);
        Assert.Contains("shadow-load", connection.ConnectionString, StringComparison.Ordinal);

        // An identity's client id is no user with a password.
        var identity = SqlServerDialect.Prepare("Server=db;Database=shop;Authentication=Active Directory Managed Identity;User ID=0001", default, maySignIn: true);
        Assert.Equal("", identity.UserID);
        using var byToken = new SqlServerDialect((_, _) => throw new InvalidOperationException()) { MaySignInByItself = true }.ConnectLoad("Server=db;Database=shop");
        Assert.NotNull(byToken.AccessTokenCallback);
        Assert.True(byToken.StatisticsEnabled);
    }

    [Fact]
    public void A_user_without_a_password_is_told_where_to_put_it()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SQLCMDPASSWORD") is not null, "skipped: SQLCMDPASSWORD is set here");
        var error = Assert.Throws<ArgumentException>(() => SqlServerDialect.Prepare("Server=db;Database=shop;User ID=ann", default, maySignIn: true));
        Assert.Contains("SQLCMDPASSWORD", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Headroom_is_the_services_own_figure_or_what_sessions_tell()
    {
        Assert.Equal(0.25, SqlServerProductionSession.HeadroomOf([[75.0]], null));
        Assert.Equal(0.5, SqlServerProductionSession.HeadroomOf([[4L, 1L, 8L]], null));
        Assert.Equal(0, SqlServerProductionSession.HeadroomOf([[4L, 1L, 8L]], 4));
        Assert.Null(SqlServerProductionSession.HeadroomOf([], 4)); // The login may not see other sessions.
    }

    private static void Check(object?[] store, object?[] shadow, string? refusal)
    {
        void Run() => StoreIdentity.CheckServers(SqlServerDialect.IdentityOf(store), SqlServerDialect.IdentityOf(shadow), allowSameServer: false);
        if (refusal is null)
        {
            Run();
            return;
        }

        Assert.Contains(refusal, Assert.Throws<ProfileException>(Run).Message, StringComparison.Ordinal);
    }
}
