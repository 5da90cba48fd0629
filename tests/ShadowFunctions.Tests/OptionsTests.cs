using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShadowFunctions.Local.Runtime.Hosting;

namespace ShadowFunctions.Tests;

/// <summary>A wrong setting stops the start and is named.</summary>
public class OptionsTests
{
    [Theory]
    [InlineData("CycleMinutes", "0")]
    [InlineData("CycleMinutes", "61")]
    [InlineData("PageSize", "51")]
    [InlineData("BackfillDays", "94")]
    [InlineData("SettleMinutes", "-1")]
    [InlineData("ApprovalMinutes", "0")]
    [InlineData("PollSeconds", "4")]
    [InlineData("ScaleDeadlineMinutes", "1")]
    [InlineData("RetentionDays", "0")]
    public void A_value_out_of_range_fails_the_start_and_names_key_and_value(string key, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Start(key, value));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_no_number_fails_the_start_and_names_key_and_value()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Start("PageSize", "many"));

        Assert.Contains("Shadow:PageSize", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'many'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GP_Gen9", "0.2", "'GP_Gen9'")]
    [InlineData("GP_Gen5", "-1", "'GP_Gen5' is '-1'")]
    public void A_price_that_cannot_be_fails_the_start_and_names_series_and_remedy(string series, string price, string named)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Start($"Prices:{series}", price));

        Assert.Contains("Shadow:Prices", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_prices_start() => Start("Prices:GP_S_Gen5", "0.31");

    [Fact]
    public void A_key_in_place_of_its_address_fails_the_start_and_is_not_repeated()
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Start("MaskingKeySecret", "c2VjcmV0c2VjcmV0"));

        Assert.Contains("Shadow:MaskingKeySecret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refusal.Message, StringComparison.Ordinal);
        Start("MaskingKeySecret", "https://keys.vault.azure.net/secrets/masking");
    }

    [Fact]
    public void The_defaults_start() => Start("Seed", "7");

    private static void Start(string key, string value)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Shadow:" + key, value)]).Build();
        ShadowFunctionsApp.Configure(new LocalFunctionsBuilder(services), configuration);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
    }
}
