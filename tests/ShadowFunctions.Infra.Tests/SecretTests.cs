using System.Text.RegularExpressions;

namespace ShadowFunctions.Infra.Tests;

public sealed partial class SecretTests
{
    public static TheoryData<string> Files =>
        [.. Repository.Files("infra", "*"), .. ((string[])["azure.yaml", "local.settings.json.example", "host.json"]).Where(file => File.Exists(Repository.PathOf(file)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_no_secret_and_no_call_that_fetches_one(string file)
    {
        var text = Repository.Read(file);

        Assert.DoesNotMatch(NamedSecret(), text);
        Assert.DoesNotMatch(LongKey(), text);
        Assert.DoesNotMatch(FetchedKey(), text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_no_action_with_a_wildcard(string file) => Assert.DoesNotMatch(WildcardAction(), Repository.Read(file));

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc")]
    [InlineData("Endpoint=sb://a/;SharedAccessKey=abc")]
    [InlineData("https://a.blob.core.windows.net/c?sv=2024&sig=abc")]
    [InlineData("Server=a;User Id=b;Password=c")]
    [InlineData("https://a.azurewebsites.net/api/alerts?code=abcdef")]
    public void The_search_finds_a_named_secret(string text) => Assert.Matches(NamedSecret(), text);

    [Fact]
    public void The_search_finds_a_storage_key_and_a_wildcard()
    {
        Assert.Matches(LongKey(), Convert.ToBase64String(new byte[64]));
        Assert.Matches(WildcardAction(), "'Microsoft.Sql/servers/databases/*'");
        Assert.Matches(WildcardAction(), "'*'");
    }

    [GeneratedRegex(@"(AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd|client_?secret)\s*=\s*[^\s;'""$]|[?&]sig=|[?&]code=(?!<)", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex(@"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}={1,2}(?!=)")]
    private static partial Regex LongKey();

    [GeneratedRegex(@"\blist(Keys|Secrets|AccountSas|ServiceSas|Credentials)\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex FetchedKey();

    [GeneratedRegex(@"['""]\*['""]|['""]Microsoft\.[A-Za-z./]*/\*")]
    private static partial Regex WildcardAction();
}
