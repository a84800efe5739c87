using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Posture.Frontend.Access;

/// <summary>The operator's token, of which the process keeps the hash.</summary>
internal sealed partial class OperatorToken(IOptions<AccessOptions> options)
{
    private const string Setting = "Posture__Auth__OperatorToken";

    private readonly byte[]? _hash = Read(options.Value) is { Length: > 0 } token ? Hash(token) : null;

    /// <summary>Compares hashes in constant time, so that neither length nor beginning of the token can be measured.</summary>
    public bool Is(string token) => _hash is not null && CryptographicOperations.FixedTimeEquals(Hash(token), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    // Editors and echo end a file with a new line.
    private static string Read(AccessOptions options) =>
        options.OperatorTokenFile.Length > 0 ? File.ReadAllText(options.OperatorTokenFile).Trim() : options.OperatorToken;

    // What RFC 6750 calls a b64token, long enough that nobody guesses it.
    [GeneratedRegex("^[A-Za-z0-9._~+/-]{24,256}={0,2}$")]
    private static partial Regex Allowed();

    /// <summary>Refuses a token that is too short to be a secret. Its text is never repeated.</summary>
    public sealed class Rules : IValidateOptions<AccessOptions>
    {
        public ValidateOptionsResult Validate(string? name, AccessOptions options) =>
            Fault(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

        private static string? Fault(AccessOptions options)
        {
            if (options.OperatorToken.Length > 0 && options.OperatorTokenFile.Length > 0)
                return $"{Setting} and {Setting}File are both set; one is enough.";
            bool isFile = options.OperatorTokenFile.Length > 0;
            if (!isFile && options.OperatorToken.Length == 0)
                return null;
            string given = isFile ? $"{Setting}File = '{options.OperatorTokenFile}'" : Setting;
            try
            {
                return Allowed().IsMatch(Read(options))
                    ? null
                    : $"{given}: a token of 24 to 256 letters, digits and . _ ~ + / - expected, for example of openssl rand -hex 32.";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return $"{given}: {e.Message}";
            }
        }
    }
}
