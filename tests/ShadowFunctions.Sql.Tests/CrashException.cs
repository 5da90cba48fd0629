namespace ShadowFunctions.Sql.Tests;

internal sealed class CrashException : Exception;
