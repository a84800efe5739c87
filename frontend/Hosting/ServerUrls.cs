using Microsoft.Extensions.Options;
using Posture.Frontend.Access;
using Posture.Frontend.Management;
using Posture.Frontend.Tls;
using Posture.Grains.Configuration;
using Posture.Silo.Hosting;

namespace Posture.Frontend.Hosting;

/// <summary>
/// The addresses that the server is told to listen on: those of <c>Kestrel:Endpoints</c> if there are any, else those of
/// ASPNETCORE_URLS; and the management port.
/// </summary>
internal sealed class ServerUrls
{
    private const string UrlsSetting = "ASPNETCORE_URLS";
    private const string DefaultUrl = "http://127.0.0.1:8000";

    /// <summary>Each address with the environment variable that it comes from.</summary>
    public IReadOnlyList<(string Setting, string Url)> All { get; private set; } = [];

    /// <summary>Reads the addresses, and has them validated with the options.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && !KestrelEndpoints(builder.Configuration).Any())
            builder.WebHost.UseUrls(DefaultUrl);
        (string, string)[] all = [.. Read(builder.Configuration), .. AddManagement(builder)];
        builder.Services.AddOptions<ServerUrls>().Configure(urls => urls.All = all).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ServerUrls>, Rules>();
    }

    /// <summary>The TCP addresses among them, as they will be bound.</summary>
    public IEnumerable<ListenAddress> Addresses() =>
        from entry in All
        let binding = BindingAddress.Parse(entry.Url)
        where !IsLocalPipe(binding)
        select new ListenAddress(entry.Setting, new(ListenAddresses.AddressOf(binding), binding.Port));

    // Kestrel's own endpoints would hide an address that is given in the other way.
    private static IEnumerable<(string Setting, string Url)> AddManagement(WebApplicationBuilder builder)
    {
        string url = ValidatedOptions.Peek<ManagementOptions>(builder.Configuration, ManagementOptions.Section).Url;
        if (url.Length == 0)
            return [];
        if (KestrelEndpoints(builder.Configuration).Any())
            builder.Configuration["Kestrel:Endpoints:Management:Url"] = url;
        else
            builder.WebHost.UseUrls($"{builder.Configuration[WebHostDefaults.ServerUrlsKey]};{url}");
        return [(SettingName.Of($"{ManagementOptions.Section}:{nameof(ManagementOptions.Url)}"), url)];
    }

    private static (string Setting, string Url)[] Read(ConfigurationManager configuration)
    {
        (string, string)[] endpoints = [.. KestrelEndpoints(configuration)];
        return endpoints.Length > 0 ? endpoints
            : [.. (configuration[WebHostDefaults.ServerUrlsKey] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(url => (UrlsSetting, url))];
    }

    private static IEnumerable<(string Setting, string Url)> KestrelEndpoints(ConfigurationManager configuration) =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => (SettingName.Of($"{endpoint.Path}:Url"), endpoint["Url"] ?? ""));

    private static bool IsLocalPipe(BindingAddress binding) => binding.IsUnixPipe || binding.IsNamedPipe;

    private sealed class Rules(IConfiguration configuration) : IValidateOptions<ServerUrls>
    {
        public ValidateOptionsResult Validate(string? name, ServerUrls options)
        {
            string[] faults =
            [
                .. options.All
                    .Where(entry => !IsAddress(entry.Url))
                    .Select(entry => $"{entry.Setting} = '{entry.Url}': an address such as {DefaultUrl} expected."),
                .. CertificateCheck.Faults(configuration, options.All),
            ];
            return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        // What cannot be parsed as a port becomes a part of the host, which would then mean all addresses, port 80.
        private static bool IsAddress(string url)
        {
            try
            {
                BindingAddress binding = BindingAddress.Parse(url);
                return IsLocalPipe(binding)
                    || (binding.Port is >= 0 and <= 65535
                        && (binding.Host is "*" or "+" || Uri.CheckHostName(binding.Host) != UriHostNameType.Unknown));
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }
}
