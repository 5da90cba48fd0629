namespace ShadowFunctions.EndToEnd;

/// <summary>What cannot be is refused at once, with the option, the value and the remedy.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("--speed", "fast", "max")]
    [InlineData("--speed", "0", "above 0")]
    [InlineData("--speed", "-3", "above 0")]
    [InlineData("--port", "70000", "65535")]
    [InlineData("--port", "http", "65535")]
    [InlineData("--cycles", "0", "from 1")]
    [InlineData("--cycles", "many", "from 1")]
    [InlineData("--stores", "0", "from 1")]
    [InlineData("--seed", "x", "whole number")]
    [InlineData("--traces", "/no/such/file.csv", "give a file or a folder")]
    [InlineData("--json", "/no/such/folder/out.json", "in a folder that exists")]
    public async Task A_wrong_value_is_named_with_its_option_and_remedy(string option, string value, string remedy) =>
        (await Run("up", option, value)).MustRefuse(option, value, remedy);

    [Fact]
    public async Task An_unknown_option_is_refused() => (await Run("up", "--cycels", "3")).MustRefuse("--cycels", "--help");

    [Fact]
    public async Task A_state_folder_of_another_seed_is_refused()
    {
        using var folder = new TempFolder();
        (await Run("up", "--cycles", "1", "--speed", "max", "--port", "0", "--stores", "1", "--state", folder["state"], "--seed", "7")).MustSucceed();

        (await Run("up", "--cycles", "1", "--speed", "max", "--port", "0", "--stores", "1", "--state", folder["state"], "--seed", "8"))
            .MustRefuse("--seed", "7", "8", "another folder");
    }

    private static Task<ShadowResult> Run(params string[] arguments) => ShadowProcess.RunAsync(TestContext.Current.CancellationToken, arguments);
}
