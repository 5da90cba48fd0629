using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using ShadowFunctions;
using ShadowFunctions.Azure;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
ShadowFunctionsApp.Configure(builder, builder.Configuration);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddDataPlane();
builder.Services.AddAzureAdapters(builder.Configuration);
builder.Build().Run();
