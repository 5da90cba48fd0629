using System.Text.Json;
using ShadowFunctions.Azure.Doctor;

namespace ShadowFunctions.Azure.Tests.Doctor;

public sealed class GrantedActionsTests
{
    private const string Write = "Microsoft.Sql/servers/databases/write";

    [Theory]
    [InlineData("*", true)]
    [InlineData("Microsoft.Sql/*", true)]
    [InlineData("microsoft.sql/servers/databases/write", true)]
    [InlineData("Microsoft.Sql/servers/databases/*", true)]
    [InlineData("*/write", true)]
    [InlineData("Microsoft.Sql/*/write", true)]
    [InlineData("*/read", false)]
    [InlineData("Microsoft.Sql/servers/databases/write/x", false)]
    [InlineData("Microsoft.Sql/servers/databases", false)]
    [InlineData("Microsoft.Sql/servers/*/databases/write", false)]
    public void A_star_stands_for_anything(string granted, bool covers) => Assert.Equal(covers, GrantedActions.Covers(granted, Write));

    [Fact]
    public void An_exception_holds_within_its_own_set_only()
    {
        var sets = JsonDocument.Parse(
            """[{"actions":["*"],"notActions":["Microsoft.Sql/servers/databases/write"]},{"actions":["Microsoft.Sql/servers/databases/read"]}]""").RootElement;

        Assert.False(new GrantedActions(sets).Allow(Write));
        Assert.True(new GrantedActions(sets).Allow("Microsoft.Sql/servers/databases/read"));
    }

    [Fact]
    public void A_second_set_gives_what_the_first_excepts()
    {
        var sets = JsonDocument.Parse(
            """[{"actions":["*"],"notActions":["Microsoft.Sql/servers/databases/write"]},{"actions":["Microsoft.Sql/servers/databases/write"],"notActions":[]}]""").RootElement;

        Assert.True(new GrantedActions(sets).Allow(Write));
    }
}
