namespace ShadowFunctions.Infra.Tests;

/// <summary>Runs the hooks with a stand-in for the Azure CLI.</summary>
public sealed class HookTests : IDisposable
{
    private const string Subscription = "00000000-0000-0000-0000-000000000001";
    private const string Group = $"/subscriptions/{Subscription}/resourceGroups/production";

    /// <summary>All the hooks may use: a real Azure CLI of the machine must stay out of sight.</summary>
    private static readonly string[] Utilities = ["cat", "cut", "date", "grep", "sort", "tr"];

    private readonly DirectoryInfo _tools = Directory.CreateTempSubdirectory("shadow-hooks");

    public void Dispose() => _tools.Delete(recursive: true);

    [Fact]
    public async Task With_login_providers_and_role_the_deployment_goes_on()
    {
        Cli(role: "Owner");

        var (exitCode, output, error) = await RunAsync("preprovision", ("TARGET_RESOURCE_GROUP_IDS", $"[\"{Group}\"]"));

        Assert.Equal("", error);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("is empty", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_targets_the_deployment_goes_on_and_says_so()
    {
        Cli(role: "User Access Administrator");

        var (exitCode, output, _) = await RunAsync("preprovision");

        Assert.Equal(0, exitCode);
        Assert.Contains("TARGET_RESOURCE_GROUP_IDS is empty", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_login_the_deployment_stops_and_names_the_remedy()
    {
        Cli(login: false);

        var (exitCode, _, error) = await RunAsync("preprovision");

        Assert.Equal(1, exitCode);
        Assert.Contains("run: az login", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_missing_is_named_at_once()
    {
        Cli(role: "Contributor", registered: "NotRegistered");

        var (exitCode, _, error) = await RunAsync(
            "preprovision", ("TARGET_RESOURCE_GROUP_IDS", $"[\"{Group}\", \"production\"]"), ("VNET_ENABLED", "true"), ("DURABLE_BACKEND", "scheduler"));

        Assert.Equal(1, exitCode);
        Assert.Contains("holds 'production'", error, StringComparison.Ordinal);
        Assert.Contains("Owner or User Access Administrator", error, StringComparison.Ordinal);
        Assert.Contains("provider Microsoft.Network;", error, StringComparison.Ordinal);
        Assert.Contains("provider Microsoft.App;", error, StringComparison.Ordinal);
        Assert.Contains("provider Microsoft.DurableTask;", error, StringComparison.Ordinal);
        Assert.Contains("provider Microsoft.Sql;", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["Shadow__ShadowCostPerDay=5", "Azure__AllowedResourceIds__1=/subscriptions/a/resourceGroups/b"]""", 0)]
    [InlineData("[]", 0)]
    [InlineData("""["Shadow__ShadowCostPerDay"]""", 1)]
    [InlineData("""{"Shadow__ShadowCostPerDay":"5"}""", 1)]
    [InlineData("Shadow__ShadowCostPerDay=5", 1)]
    public async Task Further_settings_are_looked_at_before_a_template_trips_over_them(string settings, int expected)
    {
        Cli(role: "Owner");

        var (exitCode, _, error) = await RunAsync("preprovision", ("EXTRA_APP_SETTINGS", settings));

        Assert.Equal(expected, exitCode);
        Assert.Equal(expected == 1, error.Contains("EXTRA_APP_SETTINGS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Subscriptions_to_look_for_tags_in_are_ids_and_need_the_right_to_give_access_there()
    {
        Cli(role: "Contributor");

        var (_, _, wrong) = await RunAsync("preprovision", ("DISCOVER_SUBSCRIPTIONS", """["production"]"""));
        var (_, _, error) = await RunAsync(
            "preprovision", ("DISCOVER_BY_TAG", "true"), ("DISCOVER_SUBSCRIPTIONS", """["00000000-0000-0000-0000-000000000009"]"""));

        Assert.Contains("DISCOVER_SUBSCRIPTIONS holds 'production'", wrong, StringComparison.Ordinal);
        Assert.Contains("/subscriptions/00000000-0000-0000-0000-000000000009", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_CLI_the_check_can_be_waived()
    {
        var (refused, _, error) = await RunAsync("preprovision");
        var (waived, _, _) = await RunAsync("preprovision", ("SKIP_ACCESS_CHECK", "true"));

        Assert.Equal((1, 0), (refused, waived));
        Assert.Contains("SKIP_ACCESS_CHECK=true", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_provisioning_the_next_steps_name_what_was_made()
    {
        (string, string)[] made =
        [
            ("AZURE_RESOURCE_GROUP", "rg-test"), ("AZURE_FUNCTION_NAME", "func-test"), ("SERVICE_API_URI", "https://func-test.example"),
            ("SHADOW_OPERATOR_NAME", "id-shadow-operator-test"), ("SHADOW_OPERATOR_CLIENT_ID", "00000000-0000-0000-0000-000000000007"),
        ];

        var (exitCode, output, error) = await RunAsync("postprovision", made);
        var (_, connected, _) = await RunAsync("postprovision", [.. made, ("ALERT_WEBHOOK_URI", "akvs://a/b/c")]);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("CREATE USER [id-shadow-operator-test] FROM EXTERNAL PROVIDER", output, StringComparison.Ordinal);
        Assert.Contains("https://func-test.example/api/alerts?code=<key>", output, StringComparison.Ordinal);
        Assert.Contains("--assignee 00000000-0000-0000-0000-000000000007", output, StringComparison.Ordinal);
        Assert.Contains("Shadow__MaskingKeySecret=", output, StringComparison.Ordinal);
        Assert.Contains("--value \"$(openssl rand -base64 32)\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("code=", connected, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string hook, params (string Name, string Value)[] environment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the hooks need a POSIX shell.");
        var variables = environment.ToDictionary(each => each.Name, each => each.Value);
        variables["PATH"] = _tools.FullName;
        foreach (var utility in Utilities.Where(each => !File.Exists(Path.Combine(_tools.FullName, each))))
        {
            var real = new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, utility)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(_tools.FullName, utility), real);
        }

        return Shell.RunAsync("/bin/sh", [$"infra/hooks/{hook}.sh"], variables);
    }

    private void Cli(string role = "", bool login = true, string registered = "Registered")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: the hooks need a POSIX shell.");
        var path = Path.Combine(_tools.FullName, "az");
        File.WriteAllText(path, $"""
            #!/bin/sh
            case "$1 $2" in
              "account show") [ {(login ? 0 : 1)} = 0 ] || exit 1; echo {Subscription} ;;
              "ad signed-in-user") echo 00000000-0000-0000-0000-000000000002 ;;
              "provider show") echo {registered} ;;
              "role assignment") echo "{role}" ;;
              *) echo "unexpected: $*" >&2; exit 2 ;;
            esac

            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
