namespace ShadowFunctions.Sql.Statements;

/// <summary>Numbers as PostgreSQL and SQLite write them: decimal, fraction, exponent, hexadecimal, octal, binary, with digit groups.</summary>
internal static class NumberLexer
{
    public static bool Starts(TextCursor cursor) =>
        char.IsAsciiDigit(cursor.Current) || (cursor.Current == '.' && char.IsAsciiDigit(cursor.Peek(1)));

    public static void Skip(TextCursor cursor)
    {
        if (cursor.Current == '0' && Radix(cursor.Peek(1)) is { } isDigit && (isDigit(cursor.Peek(2)) || cursor.Peek(2) == '_'))
        {
            cursor.Skip(cursor.Peek(2) == '_' ? 3 : 2);
            cursor.SkipDigits(isDigit);
        }
        else
        {
            cursor.SkipDigits(char.IsAsciiDigit);
            if (cursor.Current == '.' && cursor.Peek(1) != '.')
            {
                cursor.Skip();
                cursor.SkipDigits(char.IsAsciiDigit);
            }

            SkipExponent(cursor);
        }

        if (TextCursor.IsNamePart(cursor.Current))
        {
            throw cursor.Refuse("letters directly behind a number");
        }
    }

    private static void SkipExponent(TextCursor cursor)
    {
        var sign = cursor.Peek(1) is '+' or '-' ? 1 : 0;
        if (cursor.Current is 'e' or 'E' && char.IsAsciiDigit(cursor.Peek(1 + sign)))
        {
            cursor.Skip(1 + sign);
            cursor.SkipDigits(char.IsAsciiDigit);
        }
    }

    private static Func<char, bool>? Radix(char mark) => mark switch
    {
        'x' or 'X' => char.IsAsciiHexDigit,
        'o' or 'O' => c => c is >= '0' and <= '7',
        'b' or 'B' => c => c is '0' or '1',
        _ => null,
    };
}
