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
