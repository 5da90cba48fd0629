using Microsoft.SqlServer.TransactSql.ScriptDom;
using ShadowFunctions.Sql.Permissions;

namespace ShadowFunctions.Sql.Tests.Permissions;

public sealed class RequiredPermissionsTests
{
    [Fact]
    public void The_page_is_what_the_code_says()
    {
        var page = Path.Combine(Root(), "docs", "permissions.md");
        if (Environment.GetEnvironmentVariable("WRITE_DOCS") == "true")
        {
            File.WriteAllText(page, RequiredPermissions.Markdown());
        }

        Assert.Equal(RequiredPermissions.Markdown(), File.ReadAllText(page));
    }

    [Fact]
    public void Every_permission_is_explained_and_those_of_Azure_SQL_parse()
    {
        Assert.All(RequiredPermissions.All, p => Assert.True(p.Why.Length > 20));
        Assert.All(RequiredPermissions.All.Where(p => p.Engine.StartsWith("Azure", StringComparison.Ordinal)), p =>
        {
            new TSql180Parser(true, SqlEngineType.SqlAzure).Parse(new StringReader(p.Grant), out var errors);
            Assert.Empty(errors);
        });
    }

    [Fact]
    public void Statements_name_the_identity_in_the_engines_own_quotes()
    {
        var azure = RequiredPermissions.StatementsOf("Azure SQL Database", RequiredPermissions.Production, "id-shadow-operator]x");
        var postgres = RequiredPermissions.StatementsOf("PostgreSQL", RequiredPermissions.Production, "id-shadow-operator");

        Assert.Contains("CREATE USER [id-shadow-operator]]x] FROM EXTERNAL PROVIDER;", azure);
        Assert.Contains("CREATE ROLE \"id-shadow-operator\" LOGIN;", postgres);
        Assert.All([.. azure, .. postgres], s => Assert.DoesNotContain("app", s, StringComparison.Ordinal));
        Assert.Contains("GRANT SELECT ON [dbo].[T] TO [app];", RequiredPermissions.StatementsOf("Azure SQL Database", RequiredPermissions.Production, ""));
        Assert.Empty(RequiredPermissions.StatementsOf(null, RequiredPermissions.Production, "x"));
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "ShadowFunctions.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }
}
