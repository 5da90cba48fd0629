using System.Buffers.Binary;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ShadowFunctions.Sql.Load;

/// <summary>Opens a session: encryption as the connection string asks, then the password by SCRAM-SHA-256, MD5 or in clear.</summary>
internal static class PostgresLogin
{
    private const int ProtocolVersion = 196608;
    private const int EncryptionRequest = 80877103;

    /// <exception cref="PostgresLoadException">The server refuses, or asks for a way to log in that is not known here.</exception>
    public static PostgresWire Open(NpgsqlConnectionStringBuilder settings)
    {
        var host = settings.Host ?? "localhost";
        var stream = PostgresWire.Connect(host, settings.Port);
        try
        {
            if (!host.StartsWith('/') && settings.SslMode != SslMode.Disable)
            {
                stream = Encrypt(stream, host, settings.SslMode);
            }

            var wire = new PostgresWire(stream);
            var user = settings.Username ?? Environment.UserName;
            wire.Message('\0').Number(ProtocolVersion).Text("user").Text(user).Text("database").Text(settings.Database ?? user)
                .Text("application_name").Text("shadow-load").Text("client_encoding").Text("UTF8").Text("").End().Flush();
            Authenticate(wire, user, settings.Password ?? Environment.GetEnvironmentVariable("PGPASSWORD") ?? "");
            return wire;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5359", Justification = "The connection string's mode says whether the server must prove who it is.")]
    private static Stream Encrypt(Stream stream, string host, SslMode mode)
    {
        Span<byte> request = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request[4..], EncryptionRequest);
        stream.Write(request);
        if (stream.ReadByte() == 'S')
        {
            // As the driver does: a mode below VerifyCA asks for encryption, not for proof of who the server is.
            var encrypted = mode is SslMode.VerifyCA or SslMode.VerifyFull
                ? new SslStream(stream)
                : new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
            encrypted.AuthenticateAsClient(host);
            return encrypted;
        }

        return mode is SslMode.Prefer or SslMode.Allow
            ? stream
            : throw new PostgresLoadException($"The server does not encrypt, and the connection string asks for SSL Mode={mode}.", "08001");
    }

    private static void Authenticate(PostgresWire wire, string user, string password)
    {
        Scram? scram = null;
        while (true)
        {
            switch (wire.Read(out var body))
            {
                case 'E':
                    throw PostgresLoadException.Of(body);
                case 'Z':
                    return;
                case 'R':
                    Answer(wire, body, user, password, ref scram);
                    break;
            }
        }
    }

    private static void Answer(PostgresWire wire, ReadOnlySpan<byte> body, string user, string password, ref Scram? scram)
    {
        switch (BinaryPrimitives.ReadInt32BigEndian(body))
        {
            case 0:
                break;
            case 3:
                wire.Message('p').Text(password).End().Flush();
                break;
            case 5:
                wire.Message('p').Text(Md5(user, password, body[4..8])).End().Flush();
                break;
            case 10 when Encoding.UTF8.GetString(body[4..]).Split('\0').Contains("SCRAM-SHA-256"):
                scram = new Scram(password);
                wire.Message('p').Text("SCRAM-SHA-256").Value(scram.First).End().Flush();
                break;
            case 11:
                wire.Message('p').Raw(scram!.Final(Encoding.UTF8.GetString(body[4..]))).End().Flush();
                break;
            case 12:
                scram!.Verify(Encoding.UTF8.GetString(body[4..]));
                break;
            case var method:
                throw new PostgresLoadException($"The server asks for authentication method {method}, which is not known here.", "08004");
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The server's own scheme for passwords stored as MD5.")]
    private static string Md5(string user, string password, ReadOnlySpan<byte> salt)
    {
        var inner = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password + user)));
        return string.Create(CultureInfo.InvariantCulture, $"md5{Convert.ToHexStringLower(MD5.HashData([.. Encoding.UTF8.GetBytes(inner), .. salt]))}");
    }

    /// <summary>SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding.</summary>
    private sealed class Scram(string password)
    {
        private readonly string _bare = $"n=,r={Convert.ToBase64String(RandomNumberGenerator.GetBytes(18))}";
        private byte[] _serverSignature = [];

        public string First => $"n,,{_bare}";

        public string Final(string challenge)
        {
            var parts = challenge.Split(',').ToDictionary(p => p[0], p => p[2..]);
            var salted = Rfc2898DeriveBytes.Pbkdf2(
                password, Convert.FromBase64String(parts['s']), int.Parse(parts['i'], CultureInfo.InvariantCulture), HashAlgorithmName.SHA256, 32);
            var withoutProof = $"c=biws,r={parts['r']}";
            var message = Encoding.UTF8.GetBytes($"{_bare},{challenge},{withoutProof}");
            var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
            var signature = HMACSHA256.HashData(SHA256.HashData(clientKey), message);
            _serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), message);
            return $"{withoutProof},p={Convert.ToBase64String([.. clientKey.Zip(signature, (k, s) => (byte)(k ^ s))])}";
        }

        public void Verify(string answer)
        {
            if (!answer.StartsWith("v=", StringComparison.Ordinal) || !CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(answer[2..]), _serverSignature))
            {
                throw new PostgresLoadException("The server could not prove that it knows the password.", "28000");
            }
        }
    }
}
