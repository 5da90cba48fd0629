using System.Runtime.InteropServices;

namespace ShadowFunctions.Bench.Forecast;

/// <summary>
/// A LightGBM model over the native library that Microsoft.ML.LightGbm calls too; called directly because that trainer has no quantile objective.
/// </summary>
internal sealed partial class LightGbm : IDisposable
{
    private const string Library = "lib_lightgbm";
    private const int Float32 = 0;
    private readonly nint _booster;
    private readonly int _columns;

    private LightGbm(nint booster, int columns) => (_booster, _columns) = (booster, columns);

    /// <summary>Trains on rows of features.</summary>
    public static LightGbm Train(float[] rows, float[] targets, int columns, string parameters, int trees)
    {
        Check(DatasetCreate(rows, Float32, targets.Length, columns, 1, parameters, 0, out var data));
        Check(DatasetSetField(data, "label", targets, targets.Length, Float32));
        Check(BoosterCreate(data, parameters, out var booster));
        for (var i = 0; i < trees; i++)
        {
            Check(BoosterUpdate(booster, out var finished));
            if (finished == 1)
            {
                break;
            }
        }

        Check(DatasetFree(data));
        return new LightGbm(booster, columns);
    }

    /// <summary>Predicts rows of features.</summary>
    public double[] Predict(float[] rows)
    {
        var result = new double[rows.Length / _columns];
        Check(BoosterPredict(_booster, rows, Float32, result.Length, _columns, 1, 0, 0, -1, "num_threads=1", out _, result));
        return result;
    }

    public void Dispose() => _ = BoosterFree(_booster);

    private static void Check(int code)
    {
        if (code != 0)
        {
            throw new BenchException($"LightGBM: {Marshal.PtrToStringUTF8(LastError())}");
        }
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint LastError();

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DatasetCreate(float[] data, int type, int rows, int columns, int isRowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int DatasetSetField(nint dataset, string field, float[] values, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    private static partial int DatasetFree(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterCreate(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    private static partial int BoosterUpdate(nint booster, out int isFinished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterPredict(
        nint booster, float[] data, int type, int rows, int columns, int isRowMajor, int predictType, int start, int count, string parameters, out long length, [Out] double[] result);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    private static partial int BoosterFree(nint booster);
}
