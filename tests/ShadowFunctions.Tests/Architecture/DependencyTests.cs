using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Local.Fleet;

namespace ShadowFunctions.Tests.Architecture;

/// <summary>Dependencies point one way, and functions follow the rules that replay and routing rest on.</summary>
public class DependencyTests
{
    private static readonly Assembly App = typeof(ShadowFunctionsApp).Assembly;

    [Theory]
    [InlineData("ShadowFunctions.Core", "")]
    [InlineData("ShadowFunctions.Azure", "ShadowFunctions.Core")]
    [InlineData("ShadowFunctions.Sql", "ShadowFunctions.Core")]
    [InlineData("ShadowFunctions", "ShadowFunctions.Azure ShadowFunctions.Core ShadowFunctions.Sql")]
    [InlineData("ShadowFunctions.Local", "ShadowFunctions")]
    [InlineData("ShadowFunctions.Cli", "ShadowFunctions.Local")]
    public void Projects_reference_only_what_lies_below_them(string project, string allowed)
    {
        var source = System.Xml.Linq.XDocument.Parse(Repository.Read($"src/{project}/{project}.csproj"));
        var referenced = source.Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(referenced.Except(allowed.Split(' '), StringComparer.Ordinal));
    }

    [Fact]
    public void Core_knows_no_platform_database_web_or_functions_package()
    {
        string[] outside = ["Azure.", "Microsoft.Azure", "Microsoft.Data", "Microsoft.DurableTask", "Microsoft.AspNetCore", "Npgsql", "System.Net.Http", "System.Data"];

        var referenced = typeof(Store).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.NotEmpty(referenced);
        Assert.DoesNotContain(referenced, name => outside.Any(o => name.StartsWith(o, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_function_app_does_not_know_that_it_can_run_locally()
    {
        Assert.DoesNotContain(App.GetReferencedAssemblies(), a => a.Name is "ShadowFunctions.Local" or "ShadowFunctions.Cli");
        Assert.Contains(typeof(LocalFleet).Assembly.GetReferencedAssemblies(), a => a.Name == "ShadowFunctions");
    }

    [Fact]
    public void Orchestrators_are_static_and_live_in_files_of_their_own_kind()
    {
        var orchestrators = Functions().Where(f => Trigger<OrchestrationTriggerAttribute>(f)).ToList();

        Assert.Equal(4, orchestrators.Count);
        Assert.All(orchestrators, f =>
        {
            Assert.True(f.IsStatic, f.Name);
            Assert.Equal(typeof(TaskOrchestrationContext), f.GetParameters().Single().ParameterType);
            Assert.Contains($"class {f.DeclaringType!.Name}", Repository.Read($"src/ShadowFunctions/Orchestrations/{f.DeclaringType.Name}.orchestrator.cs"), StringComparison.Ordinal);
        });
        Assert.Equal(orchestrators.Count, Repository.Sources("src").Count(f => f.EndsWith(".orchestrator.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_of_functions_are_unique_and_those_of_the_flow_are_constants()
    {
        var functions = Functions().Select(f => (f.GetCustomAttribute<FunctionAttribute>()!.Name, Http: Trigger<HttpTriggerAttribute>(f))).ToList();
        var flow = functions.Where(f => !f.Http).Select(f => f.Name).ToList();

        Assert.Equal(functions.Count, functions.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(AppFunctions.OfTheFlow.Order(StringComparer.Ordinal), flow.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<MethodInfo> Functions() => App.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null);

    private static bool Trigger<T>(MethodInfo function)
        where T : Attribute => function.GetParameters().Any(p => p.GetCustomAttribute<T>() is not null);
}
