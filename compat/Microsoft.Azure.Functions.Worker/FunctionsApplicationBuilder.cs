using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Composes the app as the vendor's builder does; the host it builds serves dependency injection only and refuses to start.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostApplicationBuilder _builder;
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        _builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = args, Configuration = configuration });

        // Logs of a worker go to its host; a console of its own would print them twice.
        foreach (var console in Services.Where(d => d.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
        {
            Services.Remove(console);
        }

        Services.AddSingleton<IFunctionsWorkerApplicationBuilder>(this);
        Services.AddHostedService<MissingHost>();
        Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        Services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            static (worker, json) => worker.Serializer ??= new JsonObjectSerializer(json.Value));
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _builder.Configuration;

    public IHostEnvironment Environment => _builder.Environment;

    public ILoggingBuilder Logging => _builder.Logging;

    public IMetricsBuilder Metrics => _builder.Metrics;

    public IServiceCollection Services => _builder.Services;

    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        return _builder.Build();
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => _builder.ConfigureContainer(factory, configure);

    // The built host runs no function, so a middleware is accepted and never called.
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        return this;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}
