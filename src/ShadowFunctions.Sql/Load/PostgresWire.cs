using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ShadowFunctions.Sql.Load;

/// <summary>
/// Messages of PostgreSQL's protocol (version 3) over a blocking socket. A driver's sockets do not block: every answer then passes two more
/// threads, which takes more CPU from a server on the same machine than the statements themselves.
/// </summary>
internal sealed class PostgresWire(Stream stream) : IDisposable
{
    private const int HeaderBytes = 5;

    private byte[] _out = new byte[4096];
    private int _outLength;
    private int _messageStart;
    private byte[] _in = new byte[16384];
    private int _inStart;
    private int _inEnd;

    /// <summary>Bytes sent and received.</summary>
    public long Traffic { get; private set; }

    /// <summary>Begins a message; type 0 for the first one, which has none.</summary>
    public PostgresWire Message(char type)
    {
        if (type != '\0')
        {
            Byte((byte)type);
        }

        _messageStart = _outLength;
        return Number(0);
    }

    public PostgresWire Number(int value)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_out.AsSpan(_outLength), value);
        _outLength += sizeof(int);
        return this;
    }

    public PostgresWire Short(int value)
    {
        Reserve(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(_out.AsSpan(_outLength), (short)value);
        _outLength += sizeof(short);
        return this;
    }

    /// <summary>A text with its closing zero.</summary>
    public PostgresWire Text(string value)
    {
        Raw(value);
        return Byte(0);
    }

    /// <summary>A value with its length before it; null has none.</summary>
    public PostgresWire Value(string? value)
    {
        if (value is null)
        {
            return Number(-1);
        }

        Number(0);
        var start = _outLength;
        Raw(value);
        BinaryPrimitives.WriteInt32BigEndian(_out.AsSpan(start - sizeof(int)), _outLength - start);
        return this;
    }

    public PostgresWire Raw(string value)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(value.Length));
        _outLength += Encoding.UTF8.GetBytes(value, _out.AsSpan(_outLength));
        return this;
    }

    /// <summary>Closes the message: writes its length.</summary>
    public PostgresWire End()
    {
        BinaryPrimitives.WriteInt32BigEndian(_out.AsSpan(_messageStart), _outLength - _messageStart);
        return this;
    }

    /// <summary>Sends all messages.</summary>
    public void Flush()
    {
        stream.Write(_out, 0, _outLength);
        Traffic += _outLength;
        _outLength = 0;
    }

    /// <summary>The next message: its type and body. The body is valid until the next call.</summary>
    public char Read(out ReadOnlySpan<byte> body)
    {
        Fill(HeaderBytes);
        var type = (char)_in[_inStart];
        var length = BinaryPrimitives.ReadInt32BigEndian(_in.AsSpan(_inStart + 1)) + 1;
        Fill(length);
        body = _in.AsSpan(_inStart + HeaderBytes, length - HeaderBytes);
        _inStart += length;
        return type;
    }

    public void Dispose() => stream.Dispose();

    private PostgresWire Byte(byte value)
    {
        Reserve(1);
        _out[_outLength++] = value;
        return this;
    }

    private void Reserve(int bytes)
    {
        if (_outLength + bytes > _out.Length)
        {
            Array.Resize(ref _out, Math.Max(_out.Length * 2, _outLength + bytes));
        }
    }

    private void Fill(int bytes)
    {
        if (_inEnd - _inStart >= bytes)
        {
            return;
        }

        _in.AsSpan(_inStart, _inEnd - _inStart).CopyTo(_in);
        (_inEnd, _inStart) = (_inEnd - _inStart, 0);
        if (_in.Length < bytes)
        {
            Array.Resize(ref _in, Math.Max(_in.Length * 2, bytes));
        }

        while (_inEnd < bytes)
        {
            var read = stream.Read(_in, _inEnd, _in.Length - _inEnd);
            Traffic += read;
            _inEnd += read > 0 ? read : throw new IOException("The server closed the connection.");
        }
    }

    /// <summary>Opens a blocking socket: a path of a socket's folder, or a host.</summary>
    public static Stream Connect(string host, int port)
    {
        var isPath = host.StartsWith('/');
        var socket = isPath
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (isPath)
            {
                socket.Connect(new UnixDomainSocketEndPoint($"{host}/.s.PGSQL.{port}"));
            }
            else
            {
                socket.Connect(host, port);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
